<?php

/**
 * Calls of the shop's scripts.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** Answers ?wc-ajax=NAME by the hook wc_ajax_NAME. */
class WC_AJAX
{
    /**
     * Where a call is answered.
     *
     * @param string $name Of the call.
     */
    public static function get_endpoint($name)
    {
        return home_url('/?wc-ajax=' . $name, 'relative');
    }

    /** Answers one. */
    public static function answer()
    {
        $name = isset($_GET['wc-ajax']) ? sanitize_key(wp_unslash($_GET['wc-ajax'])) : '';
        if ('' !== $name) {
            do_action('wc_ajax_' . $name);
            exit;
        }
    }
}
