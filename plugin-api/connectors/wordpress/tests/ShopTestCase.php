<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\WordPress\WooCommerce\Shop;

if (!class_exists('WooCommerce')) {
    require_once __DIR__ . '/woocommerce-double/woocommerce-double.php';
    double_post_types();
}

/** A shop, in the stand-in for WooCommerce, with a guest who allowed the use of carts. */
abstract class ShopTestCase extends PluginTestCase
{
    /** @var int number of a mug of 14.90, of which there are 5 */
    protected $mug;

    /** @var array<string, mixed> hooks as they were before the test */
    private $hooks;

    protected function setUp(): void
    {
        parent::setUp();
        $this->hooks = array_map(static function (\WP_Hook $hook): \WP_Hook {
            return clone $hook;
        }, $GLOBALS['wp_filter']);
        self::assertTrue(class_exists('WC_Product') && method_exists('WC_Product', 'add'), 'needs the stand-in');
        $this->plugin->settings->save(['carts' => true, 'capture' => true, 'optin' => true, 'optin_text' => '']);
        $site = ['webhookSecret' => 'whsec_' . base64_encode(str_repeat('k', 24))];
        $this->plugin->settings->saveSite($site);
        $this->agree('visits', 'carts');
        WC()->open();
        Shop::start($this->plugin);
        $this->mug = \WC_Product::add('Blue mug', 'M-1', 14.9, 5);
        $this->ended();
    }

    protected function tearDown(): void
    {
        WC()->close();
        $GLOBALS['wp_filter'] = $this->hooks;
        parent::tearDown();
    }

    /**
     * The request ends: what is told.
     *
     * @return array<string, mixed>
     */
    protected function ended(): array
    {
        foreach ([15, 20] as $priority) {
            foreach ($GLOBALS['wp_filter']['shutdown']->callbacks[$priority] ?? [] as $each) {
                call_user_func($each['function']);
            }
        }
        return $this->told();
    }

    /**
     * An order of what is in the cart.
     *
     * @param array<string, string> $typed
     */
    protected function order(array $typed = ['email' => 'anne@example.com']): \WC_Order
    {
        return (new \Double_Player($typed))->play('new_order cart_emptied');
    }

    /** @return string[] kinds of what was sent: "PUT orders" */
    protected function kinds(): array
    {
        return array_map(static function (array $request): string {
            return $request['method'] . ' ' . explode('/', $request['url'])[3];
        }, $this->sent);
    }
}
