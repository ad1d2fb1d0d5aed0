<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Call;
use Piste\Core\QueuedCall;
use Piste\Core\QueueStore;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Calls that wait, in a table of this site. A row is taken by a conditional update, so that two
 * processes never send the same one.
 */
final class Queue implements QueueStore
{
    public const FLUSH = 'piste_flush';

    private const VERSION = '1';
    private const VERSION_OPTION = 'piste_table';

    public static function table(): string
    {
        global $wpdb;
        return $wpdb->prefix . 'piste_queue';
    }

    /** Makes the table where it is missing. */
    public static function make(): void
    {
        if (get_option(self::VERSION_OPTION) === self::VERSION) {
            return;
        }
        global $wpdb;
        require_once ABSPATH . 'wp-admin/includes/upgrade.php';
        dbDelta('CREATE TABLE ' . self::table() . " (
            id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
            body longtext NOT NULL,
            visitor varchar(32) NOT NULL DEFAULT '',
            purpose varchar(20) NOT NULL DEFAULT '',
            person varchar(32) NOT NULL DEFAULT '',
            attempts int(11) NOT NULL DEFAULT 0,
            since bigint(20) NOT NULL,
            due bigint(20) NOT NULL,
            PRIMARY KEY  (id),
            KEY due (due),
            KEY visitor (visitor),
            KEY person (person)
        ) {$wpdb->get_charset_collate()};");
        update_option(self::VERSION_OPTION, self::VERSION);
    }

    public function add(Call $call, int $now, int $due, int $attempts): void
    {
        global $wpdb;
        $wpdb->insert(self::table(), [
            'body' => $call->toJson(),
            'visitor' => $call->visitor,
            'purpose' => $call->purpose,
            'person' => $call->person,
            'attempts' => $attempts,
            'since' => $now,
            'due' => $due,
        ]);
        self::wake($due);
    }

    public function addNew(array $calls, int $now): void
    {
        global $wpdb;
        $values = [];
        foreach ($calls as $call) {
            array_push($values, $call->toJson(), $call->visitor, $call->purpose, $call->person, $now, $now);
        }
        $rows = implode(', ', array_fill(0, count($calls), '(%s, %s, %s, %s, %d, %d)'));
        $insert = 'INSERT INTO ' . self::table() . ' (body, visitor, purpose, person, since, due) VALUES ' . $rows;
        $wpdb->query($wpdb->prepare($insert, $values));
        self::wake($now);
    }

    public function due(int $now, int $lease): ?QueuedCall
    {
        global $wpdb;
        $table = self::table();
        $find = $wpdb->prepare("SELECT * FROM $table WHERE due <= %d ORDER BY due, id LIMIT 1", $now);
        while (($row = $wpdb->get_row($find)) !== null) {
            $claim = "UPDATE $table SET due = %d WHERE id = %d AND due = %d";
            $taken = $wpdb->query($wpdb->prepare($claim, $now + $lease, $row->id, $row->due));
            $call = Call::fromJson((string) $row->body);
            if ($taken === 1 && $call !== null) {
                return new QueuedCall((int) $row->id, $call, (int) $row->attempts, (int) $row->since);
            }
            if ($taken === false) {
                return null;
            }
            if ($call === null) {
                $wpdb->delete($table, ['id' => $row->id]);
            }
        }
        return null;
    }

    public function done(QueuedCall $queued): void
    {
        global $wpdb;
        $wpdb->delete(self::table(), ['id' => $queued->id]);
    }

    public function retry(QueuedCall $queued, int $due): void
    {
        global $wpdb;
        $wpdb->update(self::table(), ['attempts' => $queued->attempts + 1, 'due' => $due], ['id' => $queued->id]);
    }

    public function drop(QueuedCall $queued): void
    {
        $this->done($queued);
    }

    public function forgetVisitor(string $visitor, array $granted): void
    {
        global $wpdb;
        // A call without a purpose of its own is allowed by any.
        $kept = $granted === [] ? [] : array_merge([''], $granted);
        $marks = $kept === [] ? '' : ' AND purpose NOT IN (' . implode(', ', array_fill(0, count($kept), '%s')) . ')';
        $wpdb->query($wpdb->prepare(
            'DELETE FROM ' . self::table() . ' WHERE visitor = %s' . $marks,
            array_merge([$visitor], $kept)
        ));
    }

    public function forgetPerson(string $person): void
    {
        global $wpdb;
        $wpdb->delete(self::table(), ['person' => $person]);
    }

    public function stats(): array
    {
        global $wpdb;
        $row = $wpdb->get_row('SELECT COUNT(*) AS length, MIN(since) AS oldest FROM ' . self::table());
        return [
            'length' => $row === null ? 0 : (int) $row->length,
            'oldest' => $row === null || $row->oldest === null ? null : (int) $row->oldest,
        ];
    }

    /** When the next one is due, in milliseconds; null for an empty queue. */
    public static function nextDue(): ?int
    {
        global $wpdb;
        $due = $wpdb->get_var('SELECT MIN(due) FROM ' . self::table());
        return $due === null ? null : (int) $due;
    }

    /** Lets WordPress's cron send what is due then, unless it will sooner. */
    public static function wake(int $due): void
    {
        $at = max(time(), intdiv($due, 1000));
        $next = wp_next_scheduled(self::FLUSH);
        if ($next === false || $next > $at) {
            wp_unschedule_hook(self::FLUSH);
            wp_schedule_single_event($at, self::FLUSH);
        }
    }
}
