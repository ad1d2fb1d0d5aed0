<?php

/**
 * Plugin Name: Piste test shop
 * Description: Stands in for WooCommerce in tests, firing its hooks in the order seen in real shops. Never shipped.
 * Version: 10.9.1
 */

if (!defined('ABSPATH')) {
    exit;
}

define('WC_VERSION', '10.9.1');

require __DIR__ . '/class-wc-product.php';
require __DIR__ . '/class-wc-order.php';
require __DIR__ . '/class-wc-cart.php';
require __DIR__ . '/class-wc-customer.php';
require __DIR__ . '/class-wc-session.php';
require __DIR__ . '/class-wc-ajax.php';
require __DIR__ . '/class-featuresutil.php';
require __DIR__ . '/class-double-player.php';
require __DIR__ . '/class-double-pages.php';
require __DIR__ . '/functions.php';

/** The shop itself. */
final class WooCommerce
{
    /**
     * Null outside of the shop's own pages, as in the real one.
     *
     * @var WC_Session|null
     */
    public $session;

    /**
     * What is in the cart, null where there is no session.
     *
     * @var WC_Cart|null
     */
    public $cart;

    /**
     * Who is shopping, null where there is no session.
     *
     * @var WC_Customer|null
     */
    public $customer;

    /**
     * Always the version that the double copies.
     *
     * @var string
     */
    public $version = WC_VERSION;

    /** Opens the shop for a visitor. */
    public function open()
    {
        if (null !== $this->session) {
            return;
        }
        $this->session  = new WC_Session();
        $this->cart     = new WC_Cart($this->session);
        $this->customer = new WC_Customer($this->session);
        add_action('shutdown', [$this->session, 'save_data'], 20);
    }

    /** Forgets the visitor; for tests of several in one process. */
    public function close()
    {
        if (null !== $this->session) {
            remove_action('shutdown', [$this->session, 'save_data'], 20);
        }
        $this->session  = null;
        $this->cart     = null;
        $this->customer = null;
    }
}

/** What a shop keeps as posts. */
function double_post_types()
{
    register_post_type('product', [
        'public' => true,
        'label' => 'Products',
        'rewrite' => ['slug' => 'product'],
        'supports' => ['title', 'editor', 'excerpt', 'thumbnail'],
        'has_archive' => 'shop',
    ]);
    register_post_type('shop_order', ['label' => 'Orders']);
}

add_action('init', 'double_post_types');

add_action('plugins_loaded', static function () {
    do_action('woocommerce_loaded');
}, -1);

add_action('init', static function () {
    do_action('before_woocommerce_init');
    do_action('woocommerce_init');
}, 0);

Double_Pages::listen();
