<?php

/**
 * An order of the shop.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** A post with lines and a status. */
class WC_Order
{
    /**
     * The post's number.
     *
     * @var int
     */
    private $id;

    /**
     * What is not stored yet.
     *
     * @var array
     */
    private $meta = [];

    /**
     * One that is stored.
     *
     * @param int $id The post's number.
     */
    public function __construct($id)
    {
        $this->id = (int) $id;
    }

    /**
     * Makes one of what is in the cart.
     *
     * @param WC_Cart $cart   The cart.
     * @param string  $email  The buyer's address.
     * @param string  $status pending or checkout-draft.
     */
    public static function of(WC_Cart $cart, $email, $status)
    {
        $lines = [];
        $total = 0;
        foreach ($cart->get_cart() as $item) {
            $price   = (float) $item['data']->get_price() * $item['quantity'];
            $total  += $price;
            $lines[] = [$item['product_id'], (int) $item['quantity'], $price, $item['data']->get_name()];
        }
        $id = wp_insert_post(
            [
                'post_type'   => 'shop_order',
                'post_status' => 'private',
                'post_title'  => 'Order',
                // WordPress tries one number after the other to make a name unique.
                'post_name'   => 'order-' . wp_generate_uuid4(),
                'meta_input'  => [
                    '_status' => $status,
                    '_lines'  => $lines,
                    '_total'  => $total,
                    '_email'  => $email,
                ],
            ]
        );
        return new self($id);
    }

    /**
     * Gives it another status, as an editor or a payment does.
     *
     * @param string $to The new status.
     */
    public function update_status($to)
    {
        $from = $this->get_status();
        update_post_meta($this->id, '_status', $to);
        do_action('woocommerce_order_status_changed', $this->id, $from, $to, $this);
    }

    /**
     * Pays something back.
     *
     * @param float $amount How much.
     */
    public function refund($amount)
    {
        update_post_meta($this->id, '_refunded', $this->get_total_refunded() + $amount);
        do_action('woocommerce_order_refunded', $this->id, 0);
        if ($this->get_total_refunded() >= $this->get_total()) {
            $this->update_status('refunded');
        }
    }

    /** The post's number. */
    public function get_id()
    {
        return $this->id;
    }

    /** As the shop calls it. */
    public function get_status()
    {
        return get_post_meta($this->id, '_status', true);
    }

    /** What was paid. */
    public function get_total()
    {
        return get_post_meta($this->id, '_total', true);
    }

    /** What was paid back. */
    public function get_total_refunded()
    {
        return (float) get_post_meta($this->id, '_refunded', true);
    }

    /** The shop's money. */
    public function get_currency()
    {
        return 'EUR';
    }

    /** The buyer's address. */
    public function get_billing_email()
    {
        return get_post_meta($this->id, '_email', true);
    }

    /** The buyer's name. */
    public function get_billing_first_name()
    {
        return 'Anne';
    }

    /** The buyer's name. */
    public function get_billing_last_name()
    {
        return 'Martin';
    }

    /** Its lines. */
    public function get_items()
    {
        return array_map(
            function ($line) {
                return new WC_Order_Item_Product($line);
            },
            get_post_meta($this->id, '_lines', true)
        );
    }

    /**
     * Something that a plugin wrote on it.
     *
     * @param string $key Under what name.
     */
    public function get_meta($key)
    {
        return array_key_exists($key, $this->meta) ? $this->meta[$key] : get_post_meta($this->id, $key, true);
    }

    /**
     * Writes something on it, for later.
     *
     * @param string $key   Under what name.
     * @param mixed  $value What.
     */
    public function update_meta_data($key, $value)
    {
        $this->meta[$key] = $value;
    }

    /**
     * Takes something off it.
     *
     * @param string $key Under what name.
     */
    public function delete_meta_data($key)
    {
        unset($this->meta[$key]);
        delete_post_meta($this->id, $key);
    }

    /** Stores what was written on it. */
    public function save_meta_data()
    {
        foreach ($this->meta as $key => $value) {
            update_post_meta($this->id, $key, $value);
        }
        $this->meta = [];
    }

    /** The same. */
    public function save()
    {
        $this->save_meta_data();
        return $this->id;
    }
}

/** One line of an order. */
class WC_Order_Item_Product
{
    /**
     * Product, quantity, sum and name.
     *
     * @var array
     */
    private $line;

    /**
     * Of what is stored.
     *
     * @param array $line Product, quantity, sum and name.
     */
    public function __construct(array $line)
    {
        $this->line = $line;
    }

    /** Its product; false when it is gone. */
    public function get_product()
    {
        return wc_get_product($this->line[0]);
    }

    /** Its product's number. */
    public function get_product_id()
    {
        return $this->line[0];
    }

    /** Another one for variations. */
    public function get_variation_id()
    {
        return 0;
    }

    /** How many. */
    public function get_quantity()
    {
        return $this->line[1];
    }

    /** For all of them, without tax. */
    public function get_total()
    {
        return $this->line[2];
    }

    /** The tax on all of them. */
    public function get_total_tax()
    {
        return 0;
    }

    /** What it was called then. */
    public function get_name()
    {
        return $this->line[3];
    }
}
