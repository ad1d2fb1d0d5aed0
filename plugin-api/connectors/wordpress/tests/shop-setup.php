<?php

/**
 * Fills a shop for tests: products, a basket, a checkout of each kind, payment by transfer. For
 * "wp eval-file", in the stand-in and in a real shop alike. Prints the number of the mug.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** Name, SKU, price, pieces in stock. */
const GOODS = [
    ['Blue mug', 'MUG-1', 14.9, 100000],
    ['Green tea', 'TEA-1', 7.5, 500],
    ['Sold out pot', 'POT-1', 39, 0],
    ['Tin <b>"O\'Neil"</b>; DROP TABLE wp_options; --', 'TIN-\'"><script>1', 5, 500],
];

function double_shop(): void
{
    foreach (GOODS as $good) {
        WC_Product::add(...$good);
    }
    foreach (['basket', 'checkout'] as $name) {
        wp_insert_post([
            'post_type' => 'page',
            'post_status' => 'publish',
            'post_name' => $name,
            'post_title' => $name,
            'post_content' => '<p>-</p>',
        ]);
    }
}

function real_shop(): void
{
    WC_Install::create_pages();
    $options = [
        'woocommerce_currency' => 'EUR',
        'woocommerce_default_country' => 'FR',
        'woocommerce_coming_soon' => 'no',
        'woocommerce_custom_orders_table_enabled' => 'yes',
        'woocommerce_enable_guest_checkout' => 'yes',
        'woocommerce_onboarding_profile' => ['skipped' => true],
        'woocommerce_bacs_settings' => ['enabled' => 'yes', 'title' => 'Transfer'],
        'woocommerce_cod_settings' => ['enabled' => 'yes', 'title' => 'Cash', 'enable_for_virtual' => 'yes'],
        // It locks rows in a way that SQLite does not know.
        'woocommerce_hold_stock_minutes' => '0',
    ];
    foreach ($options as $name => $value) {
        update_option($name, $value);
    }
    foreach (GOODS as $good) {
        $product = new WC_Product_Simple();
        $product->set_name($good[0]);
        $product->set_sku($good[1]);
        $product->set_regular_price((string) $good[2]);
        $product->set_manage_stock(true);
        $product->set_stock_quantity($good[3]);
        $product->set_virtual(true);
        $product->save();
    }
    foreach (['classiccart' => '[woocommerce_cart]', 'classiccheckout' => '[woocommerce_checkout]'] as $name => $text) {
        wp_insert_post([
            'post_type' => 'page',
            'post_status' => 'publish',
            'post_name' => $name,
            'post_title' => $name,
            'post_content' => $text,
        ]);
    }
}

if (class_exists('WC_Install')) {
    real_shop();
} else {
    double_shop();
}
flush_rewrite_rules();
echo 'mug=' . wc_get_product_id_by_sku('MUG-1');
