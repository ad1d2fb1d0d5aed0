<?php

/**
 * Fires the shop's hooks in a given order.
 */

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Plays a list of hooks, as recorded in a real shop: before a hook is fired, what it tells of has
 * happened. Words are the hooks' names without "woocommerce_", some with values behind colons.
 */
final class Double_Player
{
    /**
     * The order that is being placed.
     *
     * @var WC_Order|null
     */
    private $order;

    /**
     * What the shopper typed: email, optin.
     *
     * @var array
     */
    private $typed;

    /**
     * For one request.
     *
     * @param array $typed email and optin, both may be missing.
     */
    public function __construct(array $typed = [])
    {
        $this->typed = $typed;
    }

    /**
     * Plays the words; gives the order that was placed by them, if any.
     *
     * @param string $words With spaces between them.
     */
    public function play($words)
    {
        foreach (preg_split('/\s+/', trim($words)) as $word) {
            $values = explode(':', $word);
            $hook   = array_shift($values);
            $this->fire($hook, $values);
        }
        return $this->order;
    }

    /**
     * One hook.
     *
     * @param string $hook   Its name without "woocommerce_".
     * @param array  $values What was recorded with it.
     */
    private function fire($hook, array $values)
    {
        switch ($hook) {
            case 'add_to_cart':
            case 'after_cart_item_quantity_update':
            case 'cart_item_removed':
            case 'cart_item_restored':
                $this->line($hook, $values);
                break;
            case 'cart_emptied':
                WC()->cart->clear();
                do_action('woocommerce_cart_emptied', true);
                break;
            case 'store_api_cart_update_customer_from_request':
            case 'store_api_checkout_update_customer_from_request':
                $this->customer($hook);
                break;
            case 'new_order':
                $this->order();
                do_action('woocommerce_new_order', $this->order->get_id(), $this->order);
                break;
            case 'order_status_changed':
                $this->status($values[0], $values[1]);
                break;
            case 'update_order':
                do_action('woocommerce_update_order', $this->order ? $this->order->get_id() : 0, $this->order);
                break;
            default:
                do_action('woocommerce_' . $hook, '');
        }
    }

    /**
     * A hook about a line of the cart.
     *
     * @param string $hook   Its name.
     * @param array  $values sku, then what was recorded.
     */
    private function line($hook, array $values)
    {
        $cart = WC()->cart;
        $id   = wc_get_product_id_by_sku($values[0]);
        $key  = $cart->generate_cart_id($id);
        if ('add_to_cart' === $hook) {
            // Of what was there already, the quantity was raised before.
            if (0 === $cart->quantity_of($id)) {
                $cart->put($id, (int) $values[1]);
            }
            do_action('woocommerce_add_to_cart', $key, $id, (int) $values[1], 0, [], []);
        } elseif ('after_cart_item_quantity_update' === $hook) {
            $now = $this->number($values[1]);
            $cart->put($id, $now);
            do_action('woocommerce_after_cart_item_quantity_update', $key, $now, $this->number($values[2]), $cart);
        } elseif ('cart_item_removed' === $hook) {
            WC()->session->set('double_removed', $cart->quantity_of($id));
            $cart->put($id, 0);
            do_action('woocommerce_cart_item_removed', $key, $cart);
        } else {
            $cart->put($id, WC()->session->get('double_removed', 1));
            do_action('woocommerce_cart_item_restored', $key, $cart);
        }
    }

    /**
     * As recorded: newer shops give a float for a whole number.
     *
     * @param string $recorded 3 or 3.0.
     */
    private function number($recorded)
    {
        return false === strpos($recorded, '.') ? (int) $recorded : (float) $recorded;
    }

    /**
     * A hook about who is shopping.
     *
     * @param string $hook Its name.
     */
    private function customer($hook)
    {
        $email   = $this->typed['email'] ?? '';
        $request = new WP_REST_Request('POST', '/wc/store/v1/cart/update-customer');
        $request->set_param('billing_address', ['email' => $email]);
        WC()->customer->set_billing_email($email);
        do_action('woocommerce_' . $hook, WC()->customer, $request);
    }

    /** The order got another status. */
    private function status($from, $to)
    {
        $id = $this->order()->get_id();
        update_post_meta($id, '_status', $to);
        do_action('woocommerce_order_status_changed', $id, $from, $to, $this->order);
    }

    /** The order of the cart, made when it is first needed. */
    private function order()
    {
        if (null === $this->order) {
            $email = $this->typed['email'] ?? WC()->customer->get_billing_email();
            $this->order = WC_Order::of(WC()->cart, $email, 'pending');
            if (!empty($this->typed['optin'])) {
                update_post_meta($this->order->get_id(), '_wc_other/piste/optin', '1');
            }
        }
        return $this->order;
    }
}
