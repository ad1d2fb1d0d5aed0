<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\WordPress\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/** The parts of a shop, in the order in which a shopper meets them. */
final class Shop
{
    private function __construct()
    {
    }

    /** Called once all plugins are there, and only beside WooCommerce. */
    public static function start(Plugin $plugin): void
    {
        add_action('before_woocommerce_init', static function () use ($plugin): void {
            self::declareCompatible($plugin->file);
        });
        $settings = $plugin->settings;
        if (!$settings->isConnected()) {
            return;
        }
        if ($settings->isOn('carts')) {
            self::watchCarts($plugin);
            (new Products($plugin))->listen();
        }
        (new Stock($settings))->listen();
    }

    private static function watchCarts(Plugin $plugin): void
    {
        $settings = $plugin->settings;
        $optIn = new OptIn($settings);
        $carts = new CartKeeper($plugin);
        $carts->listen();
        if ($settings->isOn('optin')) {
            $optIn->listen();
        }
        if ($settings->isOn('capture')) {
            (new Capture($plugin->file, $carts))->listen();
        }
        (new Orders($plugin, $carts, $optIn))->listen();
        (new Restore($plugin, $carts))->listen();
    }

    /** Orders in tables of their own, and the block checkout: nothing here reads either by itself. */
    private static function declareCompatible(string $file): void
    {
        $features = '\Automattic\WooCommerce\Utilities\FeaturesUtil';
        if (class_exists($features)) {
            $features::declare_compatibility('custom_order_tables', $file, true);
            $features::declare_compatibility('cart_checkout_blocks', $file, true);
        }
    }
}
