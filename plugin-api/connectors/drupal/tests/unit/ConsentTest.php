<?php

namespace Piste\Drupal\Tests;

use PHPUnit\Framework\TestCase;
use Piste\Core\Person;

/** Nothing about a visitor leaves the site without their consent. */
final class ConsentTest extends TestCase
{
    /** @dataProvider cookies */
    public function test_drops_what_comes_without_both_cookies(array $cookies): void
    {
        $rig = new Rig();
        $rig->requests->push(Rig::request('POST', '/user/login', $cookies));
        $rig->people()->identify('ann@example.org', 'login');
        $rig->pending->release(true);
        self::assertSame([], $rig->sent());
    }

    public function cookies(): array
    {
        return [
            'none' => [[]],
            'no visitor' => [['piste_consent' => Rig::CONSENT]],
            'no consent' => [['piste_visitor' => Rig::VISITOR]],
            'refused' => [['piste_consent' => '1.x.1.0.1772442010', 'piste_visitor' => Rig::VISITOR]],
            'nonsense' => [['piste_consent' => '<script>', 'piste_visitor' => Rig::VISITOR]],
            'lists' => [['piste_consent' => [Rig::CONSENT], 'piste_visitor' => [Rig::VISITOR]]],
        ];
    }

    public function test_tells_who_signed_in_with_consent(): void
    {
        $rig = new Rig();
        $rig->requests->push(Rig::request('POST', '/user/login?destination=/secret&pass-reset-token=abc'));
        $rig->people()->identify('ann@example.org', 'login');
        $rig->pending->release(true);
        [[$what, $said]] = $rig->sent();
        self::assertSame('POST /identify', $what);
        self::assertSame('ann@example.org', $said['email']);
        self::assertSame('login', $said['source']);
        self::assertSame('https://shop.example/user/login', $said['page']);
    }

    public function test_a_cart_needs_the_purpose_carts(): void
    {
        $rig = new Rig();
        $rig->requests->push(Rig::request('POST', '/cart', [
            'piste_consent' => '1.consentid1.1.visits-profile.1772442010',
            'piste_visitor' => Rig::VISITOR,
        ]));
        $this->fill($rig);
        $rig->pending->release(true);
        self::assertSame([], $rig->sent());
    }

    public function test_leaves_out_roles(): void
    {
        $rig = new Rig();
        $rig->config['piste.settings']['excluded_roles'] = ['editor'];
        $rig->account->roles = ['authenticated', 'editor'];
        $rig->requests->push(Rig::request('POST', '/cart'));
        $this->fill($rig);
        $rig->people()->identifyAccount($rig->account, 'login');
        $rig->pending->release(true);
        self::assertSame([], $rig->sent());
    }

    public function test_the_carts_of_others_are_not_those_of_an_administrator(): void
    {
        $rig = new Rig();
        $rig->account->id = 1;
        $rig->requests->push(Rig::request('POST', '/admin/commerce/orders/3/edit'));
        $this->fill($rig, 7);
        $rig->pending->release(true);
        self::assertSame([], $rig->sent());
    }

    public function test_the_address_at_the_checkout_is_told_where_switched_on_only(): void
    {
        $rig = new Rig();
        $rig->config['piste_commerce.settings']['checkout_email'] = false;
        $rig->requests->push(Rig::request('POST', '/checkout/3/order_information'));
        $this->fill($rig, 0, 'ann@example.org');
        $rig->pending->release(true);
        self::assertArrayNotHasKey('email', $rig->sent()[0][1]);
    }

    public function test_nothing_is_sent_before_address_and_key_are_entered(): void
    {
        $rig = new Rig();
        $rig->state->values['piste.key'] = '';
        $rig->requests->push(Rig::request('POST', '/cart'));
        $this->fill($rig);
        $rig->people()->consent(new Person('ann@example.org', 'form'), true);
        $rig->pending->release(true);
        self::assertSame([], $rig->sent());
    }

    public function test_permission_for_mails_needs_no_visitor(): void
    {
        $rig = new Rig();
        $rig->requests->push(Rig::request('POST', '/', []));
        $person = (new Person('ann@example.org', 'form'))->marketing(true, 'News by e-mail');
        $rig->people()->consent($person, true);
        $rig->pending->release(true);
        [[$what, $said]] = $rig->sent();
        self::assertSame('POST /consents', $what);
        self::assertSame('News by e-mail', $said['text']);
        self::assertArrayNotHasKey('v', $said);
        self::assertArrayNotHasKey('verified', $said);
    }

    public function test_names_of_products_are_told_as_they_are_and_never_as_markup_of_ours(): void
    {
        $rig = new Rig();
        $rig->requests->push(Rig::request('POST', '/cart'));
        $this->fill($rig, 0, '', "<img src=x onerror=alert(1)>\u{0}\n\"'");
        $rig->pending->release(true);
        self::assertSame("<img src=x onerror=alert(1)> \"'", $rig->sent()[0][1]['lines'][0]['name']);
    }

    private function fill(Rig $rig, int $customer = 0, string $email = '', string $title = 'Green tea'): void
    {
        $order = new FakeOrder(3);
        $order->quantity = 1;
        $order->customer = $customer;
        $order->email = $email;
        $order->title = $title;
        $rig->orderEvents()->onSave(new Bag(['getOrder' => $order]));
    }
}
