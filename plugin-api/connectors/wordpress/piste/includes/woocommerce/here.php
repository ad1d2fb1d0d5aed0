<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

if (!defined('ABSPATH')) {
    exit;
}

/** Where the shopper is. */
final class Here
{
    private function __construct()
    {
    }

    /** The page's address; of a call by a script that of the page it runs in. Keys are cut off later. */
    public static function page(): string
    {
        $path = isset($_SERVER['REQUEST_URI']) ? esc_url_raw(wp_unslash($_SERVER['REQUEST_URI'])) : '/';
        $call = isset($_GET['wc-ajax']) || (defined('REST_REQUEST') && REST_REQUEST) || wp_doing_ajax();
        if ($call) {
            // Not WordPress's own function: it prefers what a form says.
            $from = isset($_SERVER['HTTP_REFERER']) ? esc_url_raw(wp_unslash($_SERVER['HTTP_REFERER'])) : '';
            return $from === '' ? home_url('/') : wp_validate_redirect($from, home_url('/'));
        }
        $home = wp_parse_url(home_url());
        $port = isset($home['port']) ? ':' . $home['port'] : '';
        return ($home['scheme'] ?? 'https') . '://' . ($home['host'] ?? '') . $port . $path;
    }

    /** The language of the page, such as fr_FR. */
    public static function language(): string
    {
        return determine_locale();
    }
}
