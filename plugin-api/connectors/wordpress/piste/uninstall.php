<?php

/**
 * Leaves nothing: options, table, what users were marked with, timers. On a network, on every site.
 */

declare(strict_types=1);

if (!defined('WP_UNINSTALL_PLUGIN')) {
    exit;
}

$piste_clean = static function (): void {
    global $wpdb;
    $wpdb->query("DROP TABLE IF EXISTS {$wpdb->prefix}piste_queue");
    // Options and what was kept for a while; every name begins with "piste_".
    foreach (['piste_', '_transient_piste_', '_transient_timeout_piste_'] as $begin) {
        $find = $wpdb->prepare("SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like($begin) . '%');
        array_map('delete_option', $wpdb->get_col($find));
    }
    // On orders and products of a shop.
    foreach ([$wpdb->postmeta, $wpdb->prefix . 'wc_orders_meta'] as $table) {
        if ($wpdb->get_var($wpdb->prepare('SHOW TABLES LIKE %s', $wpdb->esc_like($table))) === $table) {
            $wpdb->delete($table, ['meta_key' => '_piste']);
        }
    }
    foreach (['piste_flush', 'piste_hourly'] as $hook) {
        wp_unschedule_hook($hook);
    }
};

if (is_multisite()) {
    foreach (get_sites(['fields' => 'ids', 'number' => 0]) as $piste_site) {
        switch_to_blog((int) $piste_site);
        $piste_clean();
        restore_current_blog();
    }
} else {
    $piste_clean();
}
delete_metadata('user', 0, 'piste_marketing', '', true);
