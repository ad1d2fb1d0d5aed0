<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

require_once __DIR__ . '/ShopTestCase.php';

/** Products as contents of the library. */
final class ShopProductsTest extends ShopTestCase
{
    public function test_a_product_is_told_with_price_and_stock_and_only_when_something_changed(): void
    {
        $tea = \WC_Product::add('Tea <b>green</b>', 'T-1', 7.5, 3);
        $told = $this->ended()['PUT /contents/product-' . $tea];
        self::assertSame(['product', 'Tea green', 7.5, 'EUR', true], [
            $told['type'], $told['title'], $told['price'], $told['currency'], $told['inStock'],
        ]);
        wc_get_product($tea)->change('_stock', 2);
        self::assertSame([], $this->ended(), 'a sale');
        wc_get_product($tea)->change('_stock', 0);
        self::assertFalse(array_values($this->ended())[0]['inStock']);
        wc_get_product($tea)->change('_price', 8);
        self::assertSame(8, array_values($this->ended())[0]['price']);
    }

    public function test_what_nobody_may_see_is_withdrawn_and_comes_back_when_it_is_shown(): void
    {
        wp_update_post(['ID' => $this->mug, 'post_status' => 'draft']);
        self::assertSame(['DELETE /contents/product-' . $this->mug], array_keys($this->ended()));
        wp_update_post(['ID' => $this->mug, 'post_status' => 'publish']);
        self::assertSame(['PUT /contents/product-' . $this->mug], array_keys($this->ended()));
        wp_trash_post($this->mug);
        self::assertSame(['DELETE /contents/product-' . $this->mug], array_keys($this->ended()));
    }

    public function test_what_the_shop_lists_nowhere_is_not_told(): void
    {
        $secret = \WC_Product::add('For friends', 'F-1', 7.5, 3);
        $this->ended();
        wc_get_product($secret)->change('_visibility', 'hidden');
        self::assertSame(['DELETE /contents/product-' . $secret], array_keys($this->ended()));
        apply_filters('piste_resend', 0);
        $this->sent = [];
        $this->plugin->delivery()->flush();
        $addresses = array_column($this->sent, 'url');
        self::assertContains('/api/v1/contents/product-' . $this->mug, $addresses);
        self::assertNotContains('/api/v1/contents/product-' . $secret, $addresses);
    }

    public function test_all_of_them_are_queued_again_when_asked_for(): void
    {
        \WC_Product::add('Tea', 'T-1', 7.5, 3);
        $this->ended();
        self::assertGreaterThanOrEqual(5, apply_filters('piste_resend', 3));
        $this->sent = [];
        $this->plugin->delivery()->flush();
        self::assertContains('PUT contents', $this->kinds());
    }
}
