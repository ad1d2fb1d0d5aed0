<?php

declare(strict_types=1);

namespace Piste\Core;

/** A token by which the CMS vouches for its signed-in user. Only for that user, never in a cached page. */
final class IdentityToken
{
    public const LIFE_SECONDS = 300;

    private function __construct()
    {
    }

    /**
     * @param string $secret identitySecret of the ping
     * @param string $site the site's public id
     * @param array{first?: string, last?: string} $names
     * @param int $now seconds
     */
    public static function sign(string $secret, string $site, string $email, array $names, int $now): string
    {
        $claims = Payload::withoutNulls([
            'aud' => $site,
            'iat' => $now,
            'exp' => $now + self::LIFE_SECONDS,
            'email' => $email,
            'given_name' => Text::cut($names['first'] ?? '', 100) ?: null,
            'family_name' => Text::cut($names['last'] ?? '', 100) ?: null,
        ]);
        $said = self::part(['alg' => 'HS256', 'typ' => 'JWT']) . '.' . self::part($claims);
        return $said . '.' . Text::base64url(hash_hmac('sha256', $said, $secret, true));
    }

    /**
     * @param array<string, mixed> $of
     */
    private static function part(array $of): string
    {
        return Text::base64url((string) json_encode($of, JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE));
    }
}
