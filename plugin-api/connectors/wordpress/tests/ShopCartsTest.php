<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Automattic\WooCommerce\Utilities\FeaturesUtil;

require_once __DIR__ . '/ShopTestCase.php';

/** Carts, and the address beside them. */
final class ShopCartsTest extends ShopTestCase
{
    public function test_many_hooks_make_one_snapshot_and_no_calculation(): void
    {
        WC()->cart->add_to_cart($this->mug);
        WC()->cart->add_to_cart($this->mug);
        do_action('woocommerce_cart_updated', '');
        $this->ended();
        self::assertSame(['PUT carts'], $this->kinds());
        self::assertSame(2, $this->sent[0]['body']['lines'][0]['quantity']);
        self::assertSame(0, WC()->cart->calculated);
    }

    public function test_what_is_the_same_is_not_told_again(): void
    {
        WC()->cart->add_to_cart($this->mug);
        $this->ended();
        WC()->cart->set_quantity(WC()->cart->generate_cart_id($this->mug), 1.0);
        self::assertSame([], $this->ended());
    }

    public function test_an_emptied_cart_is_told_and_one_that_was_bought_is_not(): void
    {
        WC()->cart->add_to_cart($this->mug);
        $first = array_key_first($this->ended());
        WC()->cart->clear();
        do_action('woocommerce_cart_item_removed', 'x', WC()->cart);
        self::assertSame([], array_values($this->ended())[0]['lines']);
        WC()->cart->add_to_cart($this->mug);
        self::assertSame($first, array_key_first($this->ended()));
        $this->order();
        self::assertSame([], $this->ended());
        WC()->cart->add_to_cart($this->mug);
        self::assertNotSame($first, array_key_first($this->ended()), 'a new cart after the order');
    }

    public function test_nothing_without_visitor_or_purpose(): void
    {
        foreach ([[], ['visits', 'profile'], ['0']] as $purposes) {
            $purposes === [] ? $_COOKIE = [] : $this->agree(...$purposes);
            WC()->cart->add_to_cart($this->mug);
            self::assertSame([], $this->ended());
        }
        $this->agree('carts');
        unset($_COOKIE['piste_visitor']);
        WC()->cart->add_to_cart($this->mug);
        self::assertSame([], $this->ended());
    }

    public function test_a_cart_from_before_the_consent_is_told_with_the_next_page(): void
    {
        $_COOKIE = [];
        WC()->cart->add_to_cart($this->mug);
        self::assertSame([], $this->ended());
        $this->agree('carts');
        do_action('woocommerce_cart_loaded_from_session', WC()->cart);
        self::assertCount(1, $this->ended());
    }

    public function test_keys_in_addresses_are_cut_off(): void
    {
        $_SERVER['REQUEST_URI'] = '/checkout/order-pay/7/?pay_for_order=true&key=wc_order_secret&utm_source=mail';
        WC()->cart->add_to_cart($this->mug);
        $told = array_values($this->ended())[0];
        $_SERVER['REQUEST_URI'] = '/';
        self::assertStringEndsWith('/checkout/order-pay/7/?utm_source=mail', $told['url']);
    }

    public function test_names_with_sql_and_html_stay_names(): void
    {
        $name = 'Tin "O\'Neil"; DROP TABLE wp_options; -- <script>alert(1)</script>';
        $tin = \WC_Product::add($name, "T'-\"; --<i>", 5, 3);
        WC()->cart->add_to_cart($tin);
        $told = $this->ended();
        $line = array_values(array_filter(array_column($told, 'lines')))[0][0];
        self::assertSame("T'-\"; --<i>", $line['sku']);
        self::assertSame('Tin "O\'Neil"; DROP TABLE wp_options; -- alert(1)', $line['name']);
        self::assertSame('Tin "O\'Neil"; DROP TABLE wp_options; -- alert(1)', $told['PUT /contents/product-' . $tin]['title']);
    }

    public function test_an_address_is_taken_by_the_script_only_with_its_nonce(): void
    {
        WC()->cart->add_to_cart($this->mug);
        $this->ended();
        $_POST = ['email' => 'eve@example.com', 'nonce' => 'guessed'];
        self::assertSame('{"code":"bad_nonce"}', $this->script());
        self::assertSame([], $this->ended());
        $_POST = $_REQUEST = ['email' => 'anne@example.com', 'nonce' => wp_create_nonce('piste_checkout')];
        self::assertSame('{"ok":true}', $this->script());
        self::assertSame('anne@example.com', array_values($this->ended())[0]['email']);
        $_POST = $_REQUEST = ['marketing' => 'yes', 'nonce' => wp_create_nonce('piste_checkout')];
        $this->script();
        self::assertTrue(array_values($this->ended())[0]['marketing']);
        $_REQUEST = [];
    }

    public function test_what_is_no_address_is_not_taken(): void
    {
        WC()->cart->add_to_cart($this->mug);
        $this->ended();
        foreach (['anne', 'anne@', '"><script>', str_repeat('a', 300) . '@example.com'] as $typed) {
            (new \Double_Player(['email' => $typed]))->play('store_api_cart_update_customer_from_request');
        }
        self::assertSame([], $this->ended());
    }

    public function test_it_says_that_it_goes_with_new_orders_and_blocks(): void
    {
        do_action('before_woocommerce_init');
        self::assertTrue(FeaturesUtil::$declared['custom_order_tables'][1]);
        self::assertTrue(FeaturesUtil::$declared['cart_checkout_blocks'][1]);
    }

    /** What our script is answered. */
    private function script(): string
    {
        $stop = static function (): callable {
            return static function (): void {
                throw new \RuntimeException('answered');
            };
        };
        add_filter('wp_doing_ajax', '__return_true');
        add_filter('wp_die_ajax_handler', $stop);
        ob_start();
        try {
            do_action('wc_ajax_piste_checkout');
        } catch (\RuntimeException $e) {
            return (string) ob_get_contents();
        } finally {
            ob_end_clean();
            remove_filter('wp_doing_ajax', '__return_true');
            remove_filter('wp_die_ajax_handler', $stop);
        }
        return '';
    }
}
