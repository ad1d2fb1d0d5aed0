<?php

declare(strict_types=1);

namespace Piste\Core;

/** Texts and numbers as the server takes them. */
final class Text
{
    private const AMOUNT_MAX = 999999999.99;

    private function __construct()
    {
    }

    /** One line without control characters, of at most $most characters. */
    public static function cut(string $text, int $most): string
    {
        if (preg_match('//u', $text) !== 1) {
            $text = (string) preg_replace('/[^\x20-\x7e]/', '?', $text);
        }
        $line = trim((string) preg_replace('/[\s\x{0}-\x{1f}\x{7f}-\x{9f}]+/u', ' ', $text));
        return preg_match('/^.{0,' . $most . '}/u', $line, $found) === 1 ? rtrim($found[0]) : '';
    }

    /**
     * An amount with two decimals, never negative; the shops' texts such as "37.500000" too.
     *
     * @param mixed $amount
     */
    public static function amount($amount): float
    {
        $number = is_numeric($amount) ? (float) $amount : 0.0;
        return is_finite($number) ? round(min(self::AMOUNT_MAX, max(0.0, $number)), 2) : 0.0;
    }

    /**
     * A quantity of whole pieces, from 1 to 9999: what is sold by weight counts up.
     *
     * @param mixed $quantity
     */
    public static function pieces($quantity): int
    {
        $number = is_numeric($quantity) ? (float) $quantity : 1.0;
        return (int) min(9999, max(1, ceil($number)));
    }

    /** The address without user, fragment and query but for utm_*: keys of orders stand there. */
    public static function page(string $url): string
    {
        if (preg_match('#^(https?)://([^/?\#@\s]+@)?([^/?\#@\s]+)([^?\#\s]*)(?:\?([^\#\s]*))?#i', $url, $part) !== 1) {
            return '';
        }
        $kept = array_filter(explode('&', $part[5] ?? ''), static function (string $pair): bool {
            return strpos($pair, 'utm_') === 0;
        });
        $path = $part[4] === '' ? '/' : $part[4];
        $clean = strtolower($part[1]) . '://' . $part[3] . $path;
        return substr($clean . ($kept ? '?' . implode('&', $kept) : ''), 0, 1000);
    }

    /** The first two or three letters of fr_FR or fr-CA; empty for what is no language. */
    public static function language(string $locale): string
    {
        return preg_match('/^([a-zA-Z]{2,3})(?:[_-]|$)/', $locale, $found) === 1
            ? strtolower($found[1])
            : '';
    }

    /** The time in milliseconds. */
    public static function now(): int
    {
        return (int) round(microtime(true) * 1000);
    }

    /** A random key of 22 characters, out of 128 bits. */
    public static function random(): string
    {
        return self::base64url(random_bytes(16));
    }

    public static function base64url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }
}
