<?php

/**
 * The pages of the shop.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** A product page, a basket and a checkout, as plain as they can be. */
final class Double_Pages
{
    public const LOADED = 'cart_loaded_from_session cart_reset cart_updated ';

    /** Takes its place in the page's life. */
    public static function listen()
    {
        add_action('wp_loaded', [self::class, 'open'], 10);
        add_action('wp_loaded', [self::class, 'act'], 20);
        add_action('template_redirect', ['WC_AJAX', 'answer'], 0);
        add_action('wc_ajax_checkout', [self::class, 'order']);
        add_filter('the_content', [self::class, 'content']);
        add_filter('redirect_canonical', [self::class, 'keep']);
        add_action('init', [self::class, 'routes']);
    }

    /** The thank-you page is below the checkout. */
    public static function routes()
    {
        add_rewrite_rule('^checkout/order-received/([0-9]+)/?$', 'index.php?pagename=checkout', 'top');
    }

    /**
     * The thank-you page stays where it is.
     *
     * @param string|false $to Where WordPress would send the browser.
     */
    public static function keep($to)
    {
        return false !== strpos(self::path(), '/order-received/') ? false : $to;
    }

    /** The path of the request. */
    public static function path()
    {
        return (string) wp_parse_url(esc_url_raw(wp_unslash($_SERVER['REQUEST_URI'] ?? '/')), PHP_URL_PATH);
    }

    /** Pages of the shop and its own calls know the visitor; the rest of the REST API does not. */
    public static function open()
    {
        $path = self::path();
        $rest = 0 === strpos($path, '/wp-json/') && 0 !== strpos($path, '/wp-json/wc/store/');
        if (!$rest && !is_admin() && !wp_doing_cron() && !defined('WP_CLI')) {
            WC()->open();
        }
    }

    /** What the request asks for. */
    public static function act()
    {
        if (null === WC()->session) {
            return;
        }
        if (isset($_SERVER['HTTP_X_REPLAY'])) {
            $typed = array_filter(
                [
                    'email' => $_SERVER['HTTP_X_REPLAY_EMAIL'] ?? '',
                    'optin' => $_SERVER['HTTP_X_REPLAY_OPTIN'] ?? '',
                ]
            );
            (new Double_Player($typed))->play($_SERVER['HTTP_X_REPLAY']);
            echo (int) WC()->cart->calculated;
            exit;
        }
        if (isset($_REQUEST['add-to-cart'])) {
            self::add((int) $_REQUEST['add-to-cart']);
        } elseif (isset($_GET['remove_item'])) {
            self::remove($_GET['remove_item']);
        } else {
            (new Double_Player())->play(self::LOADED);
        }
    }

    /**
     * The button of a product page.
     *
     * @param int $id The product's number.
     */
    private static function add($id)
    {
        (new Double_Player())->play(self::LOADED);
        WC()->cart->add_to_cart($id);
    }

    /**
     * The cross of a line in the basket.
     *
     * @param string $key The line's key.
     */
    private static function remove($key)
    {
        foreach (WC()->cart->get_cart() as $each => $item) {
            if ($each === $key) {
                (new Double_Player())->play(
                    'cart_loaded_from_session remove_cart_item cart_reset cart_updated cart_item_removed:'
                    . $item['data']->get_sku() . ' set_cart_cookies'
                );
            }
        }
        wp_safe_redirect(wc_get_cart_url());
        exit;
    }

    /** The button of the checkout. */
    public static function order()
    {

        $email = sanitize_email(wp_unslash($_POST['billing_email'] ?? ''));
        if (WC()->cart->is_empty() || !is_email($email)) {
            wp_safe_redirect(home_url('/checkout/'));
            exit;
        }
        $order = (new Double_Player(['email' => $email]))->play(
            'before_checkout_process checkout_process cart_reset after_calculate_totals cart_updated
            after_checkout_validation checkout_create_order new_order checkout_update_order_meta
            checkout_order_created checkout_order_processed update_order
            order_status_changed:pending:processing cart_emptied set_cart_cookies'
        );
        $thanks = '/checkout/order-received/' . $order->get_id() . '/?key=wc_order_double' . $order->get_id();
        wp_safe_redirect(home_url($thanks));
        exit;
    }

    /**
     * What stands on the shop's pages.
     *
     * @param string $content What an editor wrote.
     */
    public static function content($content)
    {
        if (null === WC()->session || !in_the_loop() || !is_main_query()) {
            return $content;
        }
        if (is_singular('product')) {
            return $content . self::product(wc_get_product(get_the_ID()));
        }
        if (is_page('basket')) {
            return self::notices() . self::lines()
                . '<a class="checkout-button" href="' . esc_url(home_url('/checkout/')) . '">Checkout</a>';
        }
        if (is_order_received_page()) {
            (new Double_Player())->play('cart_emptied thankyou');
            return '<p class="woocommerce-thankyou-order-received">Thank you.</p>';
        }
        return is_checkout() ? self::lines() . self::form() : $content;
    }

    /**
     * Price and button.
     *
     * @param WC_Product $product Whose.
     */
    private static function product(WC_Product $product)
    {
        return '<p class="price">' . esc_html($product->get_price()) . '</p><form class="cart" method="post" action="'
            . esc_url($product->get_permalink())
            . '"><button type="submit" name="add-to-cart" class="single_add_to_cart_button" value="'
            . (int) $product->get_id() . '">Add to cart</button></form>' . self::notices();
    }

    /** What the shopper has to be told. */
    private static function notices()
    {
        $text = '';
        foreach (WC()->session->get('wc_notices', []) as $notice) {
            $text .= '<div class="woocommerce-' . esc_attr($notice[0]) . '">' . wp_kses_post($notice[1]) . '</div>';
        }
        WC()->session->set('wc_notices', []);
        return $text;
    }

    /** What is in the basket. */
    private static function lines()
    {
        $text = '';
        foreach (WC()->cart->get_cart() as $key => $item) {
            $remove = add_query_arg('remove_item', $key, wc_get_cart_url());
            $text .= '<li class="cart_item"><span class="product-name">' . esc_html($item['data']->get_name())
                . '</span> &times; <b class="product-quantity">' . (int) $item['quantity']
                . '</b> <a class="remove" href="' . esc_url($remove) . '">&times;</a></li>';
        }
        return '<ul class="lines">' . $text . '</ul>';
    }

    /** The checkout's form. */
    private static function form()
    {
        ob_start();
        $to = WC_AJAX::get_endpoint('checkout');
        $email = WC()->customer->get_billing_email();
        echo '<form class="checkout woocommerce-checkout" method="post" action="', esc_url($to), '">';
        echo '<input type="email" id="billing_email" name="billing_email" value="', esc_attr($email), '">';
        do_action('woocommerce_after_checkout_billing_form', null);
        do_action('woocommerce_review_order_before_submit', '');
        echo '<button type="submit" id="place_order">Place order</button></form>';
        return ob_get_clean();
    }
}
