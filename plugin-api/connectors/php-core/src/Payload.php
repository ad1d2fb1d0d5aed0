<?php

declare(strict_types=1);

namespace Piste\Core;

/** What all bodies have in common. */
final class Payload
{
    private function __construct()
    {
    }

    /**
     * A field that says nothing is left out.
     *
     * @param array<string, mixed> $said
     * @return array<string, mixed>
     */
    public static function withoutNulls(array $said): array
    {
        return array_filter($said, static function ($value): bool {
            return $value !== null;
        });
    }

    /** An e-mail address worth sending; empty for anything else. */
    public static function email(string $typed): string
    {
        $email = trim($typed);
        return strlen($email) <= 254 && filter_var($email, FILTER_VALIDATE_EMAIL) !== false ? $email : '';
    }
}
