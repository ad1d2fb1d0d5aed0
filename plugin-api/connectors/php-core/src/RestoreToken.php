<?php

declare(strict_types=1);

namespace Piste\Core;

/** The token of a restore link: 128 random bits that name a cart to the server and nothing to anybody else. */
final class RestoreToken
{
    public const PARAMETER = 'piste_restore';

    private function __construct()
    {
    }

    /**
     * @param array<string, mixed> $query of the request
     * @return string|null null where there is none, or none that could be ours
     */
    public static function fromQuery(array $query): ?string
    {
        $token = $query[self::PARAMETER] ?? null;
        return is_string($token) && preg_match('/^[A-Za-z0-9_-]{22}$/', $token) === 1 ? $token : null;
    }
}
