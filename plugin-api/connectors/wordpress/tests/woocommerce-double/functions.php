<?php

/**
 * The functions of the shop that the connector calls.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** The shop. */
function WC()
{
    static $shop = null;
    if (null === $shop) {
        $shop = new WooCommerce();
    }
    return $shop;
}

/**
 * A product by its number; false when there is none.
 *
 * @param mixed $id Its number, or the product.
 */
function wc_get_product($id)
{
    $post = get_post($id instanceof WC_Product ? $id->get_id() : $id);
    return $post && 'product' === $post->post_type ? new WC_Product($post->ID) : false;
}

/**
 * The number of a product; 0 when there is none.
 *
 * @param string $sku What the shop calls it.
 */
function wc_get_product_id_by_sku($sku)
{
    $found = get_posts(
        [
            'post_type'   => 'product',
            'post_status' => 'any',
            'meta_key'    => '_sku',
            'meta_value'  => $sku,
            'fields'      => 'ids',
        ]
    );
    return $found ? $found[0] : 0;
}

/**
 * An order by its number; false when there is none.
 *
 * @param mixed $id Its number, or the order.
 */
function wc_get_order($id)
{
    $post = get_post($id instanceof WC_Order ? $id->get_id() : $id);
    return $post && 'shop_order' === $post->post_type ? new WC_Order($post->ID) : false;
}

/** Where the cart is; not at /cart/, so that a fixed address is found out. */
function wc_get_cart_url()
{
    return home_url('/basket/');
}

/**
 * What the shopper is told on the next page.
 *
 * @param string $text What.
 * @param string $type success, notice or error.
 */
function wc_add_notice($text, $type = 'success')
{
    $notices   = WC()->session->get('wc_notices', []);
    $notices[] = [$type, $text];
    WC()->session->set('wc_notices', $notices);
}

/** The shop's money. */
function get_woocommerce_currency()
{
    return 'EUR';
}

/** Digits behind the point. */
function wc_get_price_decimals()
{
    return 2;
}

/**
 * The price as the shop shows it.
 *
 * @param WC_Product $product Whose.
 */
function wc_get_price_to_display($product)
{
    return (float) $product->get_price();
}

/** Whether this page is the checkout. */
function is_checkout()
{
    return is_page('checkout');
}

/** Whether this page thanks for an order. */
function is_order_received_page()
{
    return is_checkout() && false !== strpos(Double_Pages::path(), '/order-received/');
}

/**
 * Remembers the fields that were asked for.
 *
 * @param array $field What was asked for.
 */
function woocommerce_register_additional_checkout_field($field)
{
    $GLOBALS['double_checkout_fields'][$field['id']] = $field;
}
