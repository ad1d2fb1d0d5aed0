<?php

declare(strict_types=1);

namespace Piste\Core;

/**
 * Whether a cart changed. Shops fire their hooks many times without a change, give quantities as 3
 * or 3.0 and prices as "37.500000": what was built by Line::of() is alike for them.
 */
final class CartHash
{
    private function __construct()
    {
    }

    /**
     * @param array<string, mixed> $said the cart's body
     */
    public static function of(string $id, array $said): string
    {
        $lines = $said['lines'] ?? [];
        usort($lines, static function (array $one, array $other): int {
            return strcmp((string) json_encode($one), (string) json_encode($other));
        });
        $kept = [$id, $said['currency'] ?? '', $said['email'] ?? '', $said['marketing'] ?? null, $lines];
        return substr(hash('sha256', (string) json_encode($kept)), 0, 32);
    }
}
