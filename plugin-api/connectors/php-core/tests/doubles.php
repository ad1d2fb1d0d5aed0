<?php

// Doubles of what a CMS brings: written once for the tests of the core and of the connectors.

declare(strict_types=1);

namespace Piste\Core\Tests;

use Piste\Core\BreakerStore;
use Piste\Core\Call;
use Piste\Core\Notes;
use Piste\Core\QueuedCall;
use Piste\Core\QueueStore;
use Piste\Core\Request;
use Piste\Core\Response;
use Piste\Core\Transport;

/** Answers as told, the last answer for ever, and remembers what was asked. */
final class ScriptedTransport implements Transport
{
    /** @var Request[] */
    public $asked = [];

    /** @var Response[] */
    private $answers;

    public function __construct(Response ...$answers)
    {
        $this->answers = $answers ?: [new Response(202, [], '{"status":"stored"}')];
    }

    public function send(Request $request): Response
    {
        $this->asked[] = $request;
        return count($this->answers) > 1 ? array_shift($this->answers) : $this->answers[0];
    }
}

/** A queue in memory. */
final class MemoryQueue implements QueueStore
{
    /** @var array<int, array{call: string, due: int, attempts: int, since: int}> */
    public $rows = [];

    /** @var int */
    private $last = 0;

    public function add(Call $call, int $now, int $due, int $attempts): void
    {
        $this->rows[++$this->last] =
            ['call' => $call->toJson(), 'due' => $due, 'attempts' => $attempts, 'since' => $now];
    }

    public function addNew(array $calls, int $now): void
    {
        foreach ($calls as $call) {
            $this->add($call, $now, $now, 0);
        }
    }

    public function due(int $now, int $lease): ?QueuedCall
    {
        foreach ($this->rows as $id => $row) {
            if ($row['due'] <= $now) {
                $this->rows[$id]['due'] = $now + $lease;
                $call = Call::fromJson($row['call']);
                return $call === null ? null : new QueuedCall($id, $call, $row['attempts'], $row['since']);
            }
        }
        return null;
    }

    public function done(QueuedCall $queued): void
    {
        unset($this->rows[$queued->id]);
    }

    public function retry(QueuedCall $queued, int $due): void
    {
        $this->rows[$queued->id]['attempts']++;
        $this->rows[$queued->id]['due'] = $due;
    }

    public function drop(QueuedCall $queued): void
    {
        unset($this->rows[$queued->id]);
    }

    public function forgetVisitor(string $visitor, array $granted): void
    {
        $this->rows = array_filter($this->rows, static function (array $row) use ($visitor, $granted): bool {
            $call = Call::fromJson($row['call']);
            return $call === null || $call->visitor !== $visitor
                || ($call->purpose === '' ? $granted !== [] : in_array($call->purpose, $granted, true));
        });
    }

    public function forgetPerson(string $person): void
    {
        $this->rows = array_filter($this->rows, static function (array $row) use ($person): bool {
            $call = Call::fromJson($row['call']);
            return $call === null || $call->person !== $person;
        });
    }

    public function stats(): array
    {
        return [
            'length' => count($this->rows),
            'oldest' => $this->rows ? min(array_column($this->rows, 'since')) : null,
        ];
    }
}

/** A breaker and notes in memory. */
final class MemoryState implements BreakerStore, Notes
{
    /** @var int */
    public $until = 0;

    /** @var array<int, array{code: string, detail: string}> */
    public $notes = [];

    public function openUntil(): int
    {
        return $this->until;
    }

    public function setOpenUntil(int $until): void
    {
        $this->until = $until;
    }

    public function note(string $code, string $detail, int $at): void
    {
        $this->notes[] = ['code' => $code, 'detail' => $detail];
    }
}
