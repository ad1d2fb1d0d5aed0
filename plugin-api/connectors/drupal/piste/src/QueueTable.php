<?php

namespace Drupal\piste;

use Drupal\Core\Database\Connection as Database;
use Drupal\Core\Queue\QueueFactory;
use Piste\Core\Call;
use Piste\Core\QueuedCall;
use Piste\Core\QueueStore;

/**
 * Calls that wait, in a table: they can be found by visitor and by person.
 *
 * Drupal's own queue holds no more than a hint that there is something to do,
 * so that cron, and whatever else works off queues, comes by.
 */
class QueueTable implements QueueStore
{
    public const TABLE = 'piste_queue';

    public const HINT = 'piste_delivery';

    public function __construct(
        protected Database $database,
        protected QueueFactory $queues,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public function add(Call $call, int $now, int $due, int $attempts): void
    {
        $this->database->insert(self::TABLE)
        ->fields([
            'said' => $call->toJson(),
            'visitor' => $call->visitor,
            'purpose' => $call->purpose,
            'person' => $call->person,
            'since' => $now,
            'due' => $due,
            'attempts' => $attempts,
        ])
        ->execute();
        $this->hint();
    }

    /**
     * {@inheritdoc}
     */
    public function addNew(array $calls, int $now): void
    {
        $insert = $this->database->insert(self::TABLE)
        ->fields(['said', 'visitor', 'purpose', 'person', 'since', 'due', 'attempts']);
        foreach ($calls as $call) {
            $insert->values([$call->toJson(), $call->visitor, $call->purpose, $call->person, $now, $now, 0]);
        }
        $insert->execute();
        $this->hint();
    }

    /**
     * Leaves a hint in Drupal's queue, unless there is one.
     */
    public function hint(): void
    {
        $queue = $this->queues->get(self::HINT);
        if ($this->stats()['length'] > 0 && $queue->numberOfItems() == 0) {
            $queue->createItem(true);
        }
    }

    /**
     * {@inheritdoc}
     */
    public function due(int $now, int $lease): ?QueuedCall
    {
      // Others may take it between the two statements: then the next one.
        while ($row = $this->next($now)) {
            $taken = $this->database->update(self::TABLE)
            ->fields(['leased' => $now + $lease])
            ->condition('id', $row->id)
            ->condition('leased', $row->leased)
            ->execute();
            if ($taken !== 1) {
                continue;
            }
            $call = Call::fromJson($row->said);
            if ($call !== null) {
                return new QueuedCall((int) $row->id, $call, (int) $row->attempts, (int) $row->since);
            }
            $this->delete((int) $row->id);
        }
        return null;
    }

    /**
     * The row that has been due for longest; FALSE when none is.
     */
    protected function next(int $now): object|bool
    {
        return $this->database->select(self::TABLE, 'q')
        ->fields('q')
        ->condition('due', $now, '<=')
        ->condition('leased', $now, '<=')
        ->orderBy('due')
        ->orderBy('id')
        ->range(0, 1)
        ->execute()
        ->fetchObject();
    }

    /**
     * {@inheritdoc}
     */
    public function done(QueuedCall $queued): void
    {
        $this->delete($queued->id);
    }

    /**
     * {@inheritdoc}
     */
    public function retry(QueuedCall $queued, int $due): void
    {
        $this->database->update(self::TABLE)
        ->fields(['attempts' => $queued->attempts + 1, 'due' => $due, 'leased' => 0])
        ->condition('id', $queued->id)
        ->execute();
    }

    /**
     * {@inheritdoc}
     */
    public function drop(QueuedCall $queued): void
    {
        $this->delete($queued->id);
    }

    /**
     * {@inheritdoc}
     */
    public function forgetVisitor(string $visitor, array $granted): void
    {
        if ($visitor === '') {
            return;
        }
        $delete = $this->database->delete(self::TABLE)->condition('visitor', $visitor);
        if ($granted) {
          // What any purpose allows goes on while one holds.
            $delete->condition('purpose', array_merge([''], $granted), 'NOT IN');
        }
        $delete->execute();
    }

    /**
     * {@inheritdoc}
     */
    public function forgetPerson(string $person): void
    {
        if ($person !== '') {
            $this->database->delete(self::TABLE)->condition('person', $person)->execute();
        }
    }

    /**
     * {@inheritdoc}
     */
    public function stats(): array
    {
        $row = $this->database
        ->query('SELECT COUNT(*) AS waiting, MIN(since) AS oldest FROM {' . self::TABLE . '}')
        ->fetchObject();
        $oldest = $row->oldest === null ? null : (int) $row->oldest;
        return ['length' => (int) $row->waiting, 'oldest' => $oldest];
    }

    /**
     * Removes a row.
     */
    protected function delete(int $id): void
    {
        $this->database->delete(self::TABLE)->condition('id', $id)->execute();
    }
}
