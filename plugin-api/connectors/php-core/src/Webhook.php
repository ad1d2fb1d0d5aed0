<?php

declare(strict_types=1);

namespace Piste\Core;

/** Messages of the server, signed as Standard Webhooks says. */
final class Webhook
{
    /** How far off a message's time may be, in seconds. */
    public const TOLERANCE = 300;

    /** Longer ones are none of ours: nobody makes us hash or read them. */
    public const MOST_BYTES = 65536;

    private function __construct()
    {
    }

    /**
     * The message; null unless it was signed with this secret within the last 5 minutes. Whether its id
     * was seen before is for the receiver to remember, for 10 minutes.
     *
     * @param string $secret "whsec_" and Base64
     * @param array{id?: string, timestamp?: string, signature?: string} $headers webhook-id and so on
     * @param int $now seconds
     * @return array{id: string, type: string, data: array<string, mixed>}|null
     */
    public static function verify(string $secret, array $headers, string $body, int $now): ?array
    {
        $id = $headers['id'] ?? '';
        $timestamp = $headers['timestamp'] ?? '';
        $key = base64_decode((string) preg_replace('/^whsec_/', '', $secret), true);
        if (
            $key === false || strlen($key) < 16
            || preg_match('/^[A-Za-z0-9_.:-]{1,100}$/', $id) !== 1
            || strlen($body) > self::MOST_BYTES
            || preg_match('/^\d{1,12}$/', $timestamp) !== 1
            || abs($now - (int) $timestamp) > self::TOLERANCE
        ) {
            return null;
        }
        $expected = self::signature($key, $id, $timestamp, $body);
        return self::isAmong($expected, $headers['signature'] ?? '') ? self::read($id, $body) : null;
    }

    /** What stands in webhook-signature; the key is the secret's bytes. */
    public static function signature(string $key, string $id, string $timestamp, string $body): string
    {
        return 'v1,' . base64_encode(hash_hmac('sha256', $id . '.' . $timestamp . '.' . $body, $key, true));
    }

    private static function isAmong(string $expected, string $signatures): bool
    {
        foreach (explode(' ', $signatures) as $signature) {
            if (hash_equals($expected, $signature)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @return array{id: string, type: string, data: array<string, mixed>}|null
     */
    private static function read(string $id, string $body): ?array
    {
        $message = json_decode($body, true);
        if (!is_array($message) || !is_string($message['type'] ?? null) || !is_array($message['data'] ?? null)) {
            return null;
        }
        return ['id' => $id, 'type' => $message['type'], 'data' => $message['data']];
    }
}
