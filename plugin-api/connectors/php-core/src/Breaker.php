<?php

declare(strict_types=1);

namespace Piste\Core;

/** After a failure nobody waits for the server for 60 seconds: one request pays, not all. */
final class Breaker
{
    public const OPEN_MS = 60000;

    /** @var BreakerStore */
    private $store;

    public function __construct(BreakerStore $store)
    {
        $this->store = $store;
    }

    public function isOpen(int $now): bool
    {
        $until = $this->store->openUntil();
        // A clock that was put back must not keep it open.
        return $until > $now && $until <= $now + 6 * 3600 * 1000;
    }

    /** The server did not answer, is not well, or asks to wait for so many seconds. */
    public function opened(int $now, int $retryAfter = 0): void
    {
        $this->store->setOpenUntil($now + max(self::OPEN_MS, $retryAfter * 1000));
    }

    /** The server answered. */
    public function closed(): void
    {
        if ($this->store->openUntil() !== 0) {
            $this->store->setOpenUntil(0);
        }
    }
}
