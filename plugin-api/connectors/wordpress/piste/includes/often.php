<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/** Counts what strangers do, by the hour and the network that they come from: an IPv6 line has many addresses. */
final class Often
{
    private function __construct()
    {
    }

    /** Whether somebody did this more than so many times within an hour; counts it. */
    public static function is(string $what, int $most): bool
    {
        $network = substr((string) inet_pton(ProxyRoute::address()), 0, 8);
        $name = 'piste_' . $what . '_' . substr(wp_hash($network), 0, 16);
        $count = (int) get_transient($name);
        set_transient($name, $count + 1, HOUR_IN_SECONDS);
        return $count >= $most;
    }
}
