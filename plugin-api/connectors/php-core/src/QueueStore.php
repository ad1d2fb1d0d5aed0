<?php

declare(strict_types=1);

namespace Piste\Core;

/** Where calls wait. All times are milliseconds. */
interface QueueStore
{
    /** Keeps a call until it is due; $attempts is how often it was tried already. */
    public function add(Call $call, int $now, int $due, int $attempts): void;

    /**
     * Keeps calls that are due now and were not tried yet, in one go: somebody may wait for it.
     *
     * @param Call[] $calls at least one
     */
    public function addNew(array $calls, int $now): void;

    /**
     * Takes the one that has been due for longest, and nobody else gets it for $lease: two processes
     * never send the same call. Null when none is due.
     */
    public function due(int $now, int $lease): ?QueuedCall;

    /** It arrived. */
    public function done(QueuedCall $queued): void;

    /** It was tried once more, without success, and is due again then. */
    public function retry(QueuedCall $queued, int $due): void;

    /** It will not be tried again. */
    public function drop(QueuedCall $queued): void;

    /**
     * Removes what is about a visitor and was allowed by none of the purposes that still hold; a call
     * that any purpose allows goes when none holds.
     *
     * @param string $visitor Call::hash() of the cookie
     * @param string[] $granted
     */
    public function forgetVisitor(string $visitor, array $granted): void;

    /** Removes what is about a person: Call::hash() of the address. */
    public function forgetPerson(string $person): void;

    /**
     * @return array{length: int, oldest: int|null} calls that wait, and since when the first does
     */
    public function stats(): array;
}
