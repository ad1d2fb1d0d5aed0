<?php

declare(strict_types=1);

namespace Piste\Core;

/** What is tried again, and when: after 1, 5 and 30 minutes and 6 hours. */
final class RetryPolicy
{
    /** Older calls are of no use to the server: it keeps what is older than 7 days apart. */
    public const OLDEST_MS = 7 * 24 * 3600 * 1000;

    private const MINUTES = [1, 5, 30, 360];

    private function __construct()
    {
    }

    /** Whether the same call may succeed later: no answer, 429 and 5xx. */
    public static function mayPass(Response $response): bool
    {
        return $response->status === 0 || $response->status === 429 || $response->status >= 500;
    }

    /** When the next try is due after so many, in milliseconds; null when it was the last. */
    public static function next(int $attempts, int $now, int $retryAfter = 0): ?int
    {
        $minutes = self::MINUTES[$attempts - 1] ?? null;
        return $minutes === null ? null : $now + max($minutes * 60000, $retryAfter * 1000);
    }
}
