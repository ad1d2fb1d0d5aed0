<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\Core\Line;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What a product is called towards the server: its own SKU, else "id-" and its number. A variation
 * without one never goes by the SKU of its parent, which nobody could put into a cart.
 */
final class Goods
{
    private const BY_NUMBER = 'id-';

    private function __construct()
    {
    }

    /**
     * The product's name for the server.
     *
     * @param \WC_Product $product
     */
    public static function sku($product): string
    {
        $sku = (string) $product->get_sku('edit');
        return $sku === '' ? self::BY_NUMBER . $product->get_id() : $sku;
    }

    /**
     * The product that the server means; null where it is not for sale to everybody.
     *
     * @return \WC_Product|null
     */
    public static function product(string $sku)
    {
        $id = (int) wc_get_product_id_by_sku($sku);
        if ($id === 0 && preg_match('/^' . self::BY_NUMBER . '(\d{1,18})$/', $sku, $found)) {
            $id = (int) $found[1];
        }
        $product = $id > 0 ? wc_get_product($id) : null;
        return $product && self::isPublic($product) ? $product : null;
    }

    /**
     * Whether anybody may see it: published without a password, and so its parent.
     *
     * @param \WC_Product $product
     */
    public static function isPublic($product): bool
    {
        foreach (array_filter([$product->get_id(), $product->get_parent_id()]) as $id) {
            $post = get_post($id);
            if (!$post || $post->post_status !== 'publish' || $post->post_password !== '') {
                return false;
            }
        }
        return true;
    }

    /**
     * Lines of a cart, with the prices that the shopper sees.
     *
     * @param array<string, array<string, mixed>> $items
     * @return array<int, array<string, mixed>>
     */
    public static function ofCart(array $items): array
    {
        $lines = [];
        foreach ($items as $item) {
            $product = $item['data'] ?? null;
            if (is_object($product) && ($item['quantity'] ?? 0) > 0) {
                $lines[] = Line::of(
                    self::sku($product),
                    wp_strip_all_tags($product->get_name()),
                    $item['quantity'],
                    wc_get_price_to_display($product),
                    ['url' => (string) $product->get_permalink(), 'image' => self::image($product)]
                );
            }
        }
        return $lines;
    }

    /**
     * Lines of an order, with the prices that were paid.
     *
     * @param \WC_Order $order
     * @return array<int, array<string, mixed>>
     */
    public static function ofOrder($order): array
    {
        $lines = [];
        foreach ($order->get_items() as $item) {
            $pieces = (float) $item->get_quantity();
            if ($pieces <= 0) {
                continue;
            }
            $product = $item->get_product();
            $number = $item->get_variation_id() ? $item->get_variation_id() : $item->get_product_id();
            $paid = (float) $item->get_total() + (float) $item->get_total_tax();
            $lines[] = Line::of(
                $product ? self::sku($product) : self::BY_NUMBER . $number,
                wp_strip_all_tags($item->get_name()),
                $pieces,
                $paid / $pieces
            );
        }
        return $lines;
    }

    /**
     * The address of its picture; empty for none.
     *
     * @param \WC_Product $product
     */
    public static function image($product): string
    {
        $id = (int) $product->get_image_id();
        return $id > 0 ? (string) wp_get_attachment_image_url($id, 'medium') : '';
    }
}
