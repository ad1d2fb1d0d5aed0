<?php

/**
 * The cart of a session.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** Products and quantities. */
class WC_Cart
{
    /**
     * Where it is kept.
     *
     * @var WC_Session
     */
    private $session;

    /**
     * How often totals were worked out in this request: the connector must never ask for it.
     *
     * @var int
     */
    public $calculated = 0;

    /**
     * Of a session.
     *
     * @param WC_Session $session Where it is kept.
     */
    public function __construct(WC_Session $session)
    {
        $this->session = $session;
    }

    /**
     * The key of a product's line.
     *
     * @param int $id The product's number.
     */
    public function generate_cart_id($id)
    {
        return md5((string) $id);
    }

    /** Its lines by key. */
    public function get_cart()
    {
        $items = [];
        foreach ($this->session->get('cart', []) as $key => $line) {
            $product = wc_get_product($line[0]);
            if ($product) {
                $items[$key] = [
                    'key'          => $key,
                    'product_id'   => $line[0],
                    'variation_id' => 0,
                    'quantity'     => $line[1],
                    'data'         => $product,
                ];
            }
        }
        return $items;
    }

    /** The same, without anything that may start a calculation. */
    public function get_cart_contents()
    {
        return $this->get_cart();
    }

    /** Whether nothing is in it. */
    public function is_empty()
    {
        return [] === $this->get_cart();
    }

    /** Works out totals. */
    public function calculate_totals()
    {
        ++$this->calculated;
    }

    /**
     * Sets a line without a word.
     *
     * @param int       $id       The product's number.
     * @param int|float $quantity How many; 0 takes the line out.
     */
    public function put($id, $quantity)
    {
        $lines = $this->session->get('cart', []);
        $key   = $this->generate_cart_id($id);
        if ($quantity > 0) {
            $lines[$key] = [$id, $quantity];
        } else {
            unset($lines[$key]);
        }
        $this->session->set('cart', $lines);
        if ($lines) {
            $this->session->set_customer_session_cookie();
        }
    }

    /**
     * How many of a product are in it.
     *
     * @param int $id The product's number.
     */
    public function quantity_of($id)
    {
        return $this->session->get('cart', [])[$this->generate_cart_id($id)][1] ?? 0;
    }

    /**
     * Puts a product in, and says so. The key of its line, or false when it cannot be bought.
     *
     * @param int $id       The product's number.
     * @param int $quantity How many more.
     */
    public function add_to_cart($id, $quantity = 1)
    {
        $product = wc_get_product($id);
        $before  = $this->quantity_of($id);
        if (!$product || !$product->is_purchasable() || !$product->has_enough_stock($before + $quantity)) {
            wc_add_notice('That cannot be added.', 'error');
            return false;
        }
        $key = $this->generate_cart_id($id);
        $this->put($id, $before + $quantity);
        if ($before > 0) {
            do_action('woocommerce_after_cart_item_quantity_update', $key, $before + $quantity, $before, $this);
        }
        do_action('woocommerce_add_to_cart', $key, $id, $quantity, 0, [], []);
        return $key;
    }

    /**
     * Sets how many there are of a line.
     *
     * @param string    $key      Of the line.
     * @param int|float $quantity How many.
     */
    public function set_quantity($key, $quantity)
    {
        foreach ($this->get_cart() as $each => $item) {
            if ($each === $key) {
                $this->put($item['product_id'], $quantity);
                do_action('woocommerce_after_cart_item_quantity_update', $key, $quantity, $item['quantity'], $this);
            }
        }
        return true;
    }

    /** Takes everything out without a word. */
    public function clear()
    {
        $this->session->set('cart', []);
    }
}
