<?php

declare(strict_types=1);

namespace Piste\Core;

/** What stands in X-Connector: "wordpress/1.0.0; wp=7.1.1; wc=10.9.1; php=8.2.29". */
final class ConnectorHeader
{
    private function __construct()
    {
    }

    /**
     * @param array<string, string> $versions by short name; empty ones are left out
     */
    public static function of(string $name, string $version, array $versions): string
    {
        $said = [self::token($name) . '/' . self::token($version)];
        foreach ($versions + ['php' => PHP_VERSION] as $part => $of) {
            if ($of !== '') {
                $said[] = self::token($part) . '=' . self::token($of);
            }
        }
        return substr(implode('; ', $said), 0, 200);
    }

    private static function token(string $text): string
    {
        return substr((string) preg_replace('/[^A-Za-z0-9._+-]/', '', $text), 0, 40);
    }
}
