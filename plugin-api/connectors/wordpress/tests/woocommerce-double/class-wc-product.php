<?php

/**
 * A product of the shop.
 */

if (!defined('ABSPATH')) {
    exit;
}

/** A post with a price. */
class WC_Product
{
    /**
     * The post's number.
     *
     * @var int
     */
    private $id;

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
     * Puts one into the shop.
     *
     * @param string $name  What it is called.
     * @param string $sku   What the shop calls it.
     * @param float  $price For one.
     * @param int    $stock How many there are.
     */
    public static function add($name, $sku, $price, $stock)
    {
        $id = wp_insert_post(
            [
                'post_type'   => 'product',
                'post_status' => 'publish',
                'post_title'  => wp_slash($name),
                'meta_input'  => [
                    '_sku'   => $sku,
                    '_price' => $price,
                    '_stock' => $stock,
                ],
            ]
        );
        do_action('woocommerce_new_product', $id, new self($id));
        return $id;
    }

    /**
     * Changes its price or stock, as an editor does.
     *
     * @param string $field _price, _stock or _visibility.
     * @param mixed  $value The new one.
     */
    public function change($field, $value)
    {
        update_post_meta($this->id, $field, $value);
        do_action('woocommerce_update_product', $this->id, $this);
    }

    /** The post's number. */
    public function get_id()
    {
        return $this->id;
    }

    /** Another product's number, for variations. */
    public function get_parent_id()
    {
        return 0;
    }

    /** Simple ones are all there are. */
    public function get_type()
    {
        return 'simple';
    }

    /**
     * Whether it is of a kind.
     *
     * @param string|array $type simple, variable, variation.
     */
    public function is_type($type)
    {
        return in_array('simple', (array) $type, true);
    }

    /** What the shop calls it. */
    public function get_sku()
    {
        return (string) get_post_meta($this->id, '_sku', true);
    }

    /** Where the shop lists it: visible, catalog, search, hidden. */
    public function get_catalog_visibility()
    {
        $said = (string) get_post_meta($this->id, '_visibility', true);
        return $said === '' ? 'visible' : $said;
    }

    /** What it is called. */
    public function get_name()
    {
        return get_post($this->id)->post_title;
    }

    /** For one, today. */
    public function get_price()
    {
        return (string) get_post_meta($this->id, '_price', true);
    }

    /** Where it is sold. */
    public function get_permalink()
    {
        return get_permalink($this->id);
    }

    /** Its picture; 0 for none. */
    public function get_image_id()
    {
        return (int) get_post_thumbnail_id($this->id);
    }

    /** The post's status. */
    public function get_status()
    {
        return get_post_status($this->id);
    }

    /** Whether it can be bought at all. */
    public function is_purchasable()
    {
        return 'publish' === $this->get_status() && '' !== $this->get_price();
    }

    /** Whether there is any. */
    public function is_in_stock()
    {
        return $this->get_stock_quantity() > 0;
    }

    /** How many there are. */
    public function get_stock_quantity()
    {
        return (int) get_post_meta($this->id, '_stock', true);
    }

    /**
     * Whether there are as many.
     *
     * @param int $quantity How many.
     */
    public function has_enough_stock($quantity)
    {
        return $quantity <= $this->get_stock_quantity();
    }

    /** The most that one order may take; -1 for any number. */
    public function get_max_purchase_quantity()
    {
        return $this->get_stock_quantity();
    }
}
