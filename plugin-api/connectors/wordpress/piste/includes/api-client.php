<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Client;
use Piste\Core\ConnectorHeader;

if (!defined('ABSPATH')) {
    exit;
}

/** The client of the plugin API as this WordPress speaks it. */
final class ApiClient
{
    private function __construct()
    {
    }

    public static function of(string $address, string $key, int $seconds = Transport::SECONDS): Client
    {
        return new Client(new Transport($seconds), $address, $key, self::connector());
    }

    private static function connector(): string
    {
        return ConnectorHeader::of('wordpress', VERSION, [
            'wp' => (string) get_bloginfo('version'),
            'wc' => defined('WC_VERSION') ? (string) constant('WC_VERSION') : '',
        ]);
    }
}
