<?php

declare(strict_types=1);

namespace Piste\Core;

/** What is tried again, and when: after 1, 5 and 30 minutes, then every 6 hours for 7 days. */
final class RetryPolicy
{
    /** Older calls are of no use to the server: it keeps what is older than 7 days apart. */
    public const OLDEST_MS = 7 * 24 * 3600 * 1000;

    private const MINUTES = [1, 5, 30, 360];

    private function __construct()
    {
    }

    /** Whether the same call may succeed later: no answer, 429, 5xx, and a key that is to be mended. */
    public static function mayPass(Response $response): bool
    {
        return $response->status === 0 || $response->status === 429 || $response->status >= 500
            || self::refusesKey($response);
    }

    /** Somebody has to paste another key: what happened meanwhile must not be lost by that. */
    public static function refusesKey(Response $response): bool
    {
        return $response->status === 401 || $response->code() === 'scope_missing';
    }

    /** When the next try is due after so many, in milliseconds. */
    public static function next(int $attempts, int $now, int $retryAfter = 0): int
    {
        $minutes = self::MINUTES[min($attempts, count(self::MINUTES)) - 1];
        return $now + max($minutes * 60000, $retryAfter * 1000);
    }
}
