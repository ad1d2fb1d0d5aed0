<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

require_once __DIR__ . '/ShopTestCase.php';

/** Orders, what becomes of them, and the box beside them. */
final class ShopOrdersTest extends ShopTestCase
{
    public function test_each_status_is_told_once_with_cart_visitor_and_lines(): void
    {
        WC()->cart->add_to_cart($this->mug, 2);
        $cart = array_key_first($this->ended());
        $order = $this->order();
        $this->ended();
        $order->update_status('processing');
        $order->update_status('completed');
        $order->update_status('processing');
        $this->ended();
        self::assertSame(['PUT orders', 'PUT orders'], $this->kinds());
        $told = $this->sent[0]['body'];
        self::assertSame('paid', $told['status']);
        self::assertSame('PUT /carts/' . $told['cart'], $cart);
        self::assertSame(self::VISITOR, $told['v']);
        self::assertSame(29.8, $told['total']);
        self::assertSame([['sku' => 'M-1', 'name' => 'Blue mug', 'quantity' => 2, 'price' => 14.9]], $told['lines']);
        self::assertSame('completed', $this->sent[1]['body']['status']);
    }

    public function test_later_requests_of_others_tell_it_as_the_buyers(): void
    {
        WC()->cart->add_to_cart($this->mug);
        $order = $this->order();
        $this->ended();
        $_COOKIE = [];
        wc_get_order($order->get_id())->update_status('completed');
        self::assertSame(self::VISITOR, array_values($this->ended())[0]['v']);
    }

    public function test_parts_that_are_paid_back_are_told_one_by_one_and_all_of_it_once(): void
    {
        WC()->cart->add_to_cart($this->mug, 2);
        $order = $this->order();
        $order->update_status('completed');
        $this->ended();
        $order->refund(5.0);
        $order->refund(4.9);
        $order->refund(19.9);
        $this->ended();
        $told = array_map(static function (array $request): array {
            return [$request['body']['status'], $request['body']['refunded'], $request['body']['total']];
        }, $this->sent);
        self::assertSame(
            [['completed', 5, 29.8], ['completed', 9.9, 29.8], ['refunded', 29.8, 29.8]],
            array_values(array_unique($told, SORT_REGULAR))
        );
        self::assertCount(3, $told);
    }

    public function test_an_order_of_nobody_known_is_never_told(): void
    {
        $_COOKIE = [];
        WC()->cart->add_to_cart($this->mug);
        $order = $this->order();
        $this->agree('visits', 'carts');
        $order->update_status('completed');
        $order->refund(14.9);
        self::assertSame([], $this->ended());
    }

    public function test_the_box_is_in_the_checkout_and_never_ticked(): void
    {
        ob_start();
        do_action('woocommerce_after_checkout_billing_form');
        $html = (string) ob_get_clean();
        self::assertStringContainsString('name="piste_optin"', $html);
        self::assertStringNotContainsString('checked', $html);
        do_action('woocommerce_init');
        self::assertFalse($GLOBALS['double_checkout_fields']['piste/optin']['required']);
        WC()->session->set('_wc_other/piste/optin', '1');
        do_action('woocommerce_store_api_checkout_update_customer_from_request', WC()->customer, null);
        self::assertNull(WC()->session->get('_wc_other/piste/optin'), 'what was ticked before');
    }

    public function test_a_ticked_box_is_a_consent_with_its_words_even_without_a_visitor(): void
    {
        $_COOKIE = [];
        $this->plugin->settings->save(['optin_text' => 'Yes, <b>write</b> to me']);
        WC()->cart->add_to_cart($this->mug);
        $this->order(['email' => 'anne@example.com', 'optin' => '1']);
        $told = $this->ended();
        self::assertSame(['POST /consents'], array_keys($told));
        self::assertSame('Yes, <b>write</b> to me', $told['POST /consents']['text']);
        self::assertSame('checkout', $told['POST /consents']['source']);
        self::assertTrue($told['POST /consents']['granted']);
        self::assertArrayNotHasKey('v', $told['POST /consents']);
    }

    public function test_a_box_that_is_switched_off_cannot_be_ticked_from_outside(): void
    {
        $this->plugin->settings->save(['optin' => false]);
        $_POST['piste_optin'] = '1';
        WC()->cart->add_to_cart($this->mug);
        $this->ended();
        $this->order();
        self::assertSame([], $this->ended());
    }

    public function test_an_order_that_the_shop_makes_anonymous_forgets_the_visitor(): void
    {
        WC()->cart->add_to_cart($this->mug);
        $order = $this->order();
        self::assertIsArray($order->get_meta('_piste'));
        do_action('woocommerce_privacy_remove_order_personal_data', $order);
        self::assertSame('', get_post_meta($order->get_id(), '_piste', true));
    }
}
