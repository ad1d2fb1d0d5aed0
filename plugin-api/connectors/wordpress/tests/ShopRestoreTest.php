<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

require_once __DIR__ . '/ShopTestCase.php';

/** Links in mails that bring a cart back, and those that only pretend to. */
final class ShopRestoreTest extends ShopTestCase
{
    private const TOKEN = 'QkVnUXdFclR5VWlPcEFzRA';

    protected function setUp(): void
    {
        parent::setUp();
        $_SERVER['REQUEST_METHOD'] = 'GET';
        $this->cart([['sku' => 'M-1', 'quantity' => 2, 'price' => 1]]);
    }

    protected function tearDown(): void
    {
        unset($_SERVER['HTTP_SEC_PURPOSE']);
        $_SERVER['REQUEST_METHOD'] = 'GET';
        parent::tearDown();
    }

    public function test_a_cart_is_filled_again_at_todays_prices_and_goes_on_under_its_id(): void
    {
        wc_get_product($this->mug)->change('_price', 16.5);
        $this->ended();
        self::assertSame('went to  ' . home_url('/basket/'), $this->follow(self::TOKEN));
        self::assertSame(['M-1' => 2], $this->inCart());
        $told = $this->ended();
        self::assertSame(16.5, $told['PUT /carts/cart-of-the-mail']['lines'][0]['price']);
        $this->order()->update_status('processing');
        self::assertSame('cart-of-the-mail', array_values($this->ended())[0]['cart']);
    }

    public function test_the_server_is_asked_for_this_visitor_and_the_address_loses_the_token(): void
    {
        $went = $this->follow(self::TOKEN);
        self::assertSame(['token' => self::TOKEN, 'v' => self::VISITOR], $this->sent[0]['body']);
        self::assertStringNotContainsString(self::TOKEN, $went);
    }

    public function test_following_it_again_changes_nothing_and_what_is_there_stays(): void
    {
        $tea = \WC_Product::add('Tea', 'T-1', 7.5, 9);
        WC()->cart->add_to_cart($tea, 1);
        WC()->cart->add_to_cart($this->mug, 1);
        $this->follow(self::TOKEN);
        $this->follow(self::TOKEN);
        self::assertSame(['T-1' => 1, 'M-1' => 2], $this->inCart());
        WC()->cart->add_to_cart($this->mug, 1);
        $this->follow(self::TOKEN);
        self::assertSame(3, $this->inCart()['M-1'], 'more than the mail had');
    }

    public function test_only_what_is_for_sale_comes_back_and_only_as_much_as_there_is(): void
    {
        $draft = \WC_Product::add('Draft', 'D-1', 3, 9);
        wp_update_post(['ID' => $draft, 'post_status' => 'draft']);
        $secret = \WC_Product::add('Secret', 'S-1', 3, 9);
        wp_update_post(['ID' => $secret, 'post_password' => 'x']);
        \WC_Product::add('Gone', 'G-1', 3, 0);
        \WC_Product::add('Priceless', 'P-1', '', 9);
        $this->cart([
            ['sku' => 'M-1', 'quantity' => 500], ['sku' => 'D-1', 'quantity' => 1], ['sku' => 'S-1', 'quantity' => 1],
            ['sku' => 'G-1', 'quantity' => 1], ['sku' => 'P-1', 'quantity' => 1], ['sku' => 'no such', 'quantity' => 1],
            ['sku' => ['an' => 'array'], 'quantity' => 1], 'nonsense',
        ]);
        $this->follow(self::TOKEN);
        self::assertSame(['M-1' => 5], $this->inCart());
        self::assertStringContainsString('7', $this->notices()[0]);
    }

    public function test_who_guesses_links_does_not_use_up_the_servers_patience_with_us(): void
    {
        $asked = 0;
        for ($i = 0; $i < 70; $i++) {
            $_SERVER['REMOTE_ADDR'] = sprintf('2001:db8:1:2::%x', $i);
            $this->follow(self::TOKEN);
            $asked += count($this->sent);
        }
        $_SERVER['REMOTE_ADDR'] = '192.0.2.7';
        self::assertSame(60, $asked);
        $this->follow(self::TOKEN);
        self::assertCount(1, $this->sent, 'somebody else');
    }

    public function test_a_forged_link_or_one_of_another_site_brings_nothing_and_says_nothing(): void
    {
        $this->answer = static function (): array {
            return [404, ['code' => 'not_found', 'detail' => 'no such token for anne@example.com']];
        };
        $before = get_current_user_id();
        self::assertSame('went to  ' . home_url('/basket/'), $this->follow(self::TOKEN));
        self::assertSame([], $this->inCart());
        self::assertSame($before, get_current_user_id());
        self::assertStringNotContainsString('@', implode(' ', $this->notices()));
    }

    /**
     * @dataProvider forgeries
     * @param mixed $token
     */
    public function test_what_can_be_no_token_is_not_asked_about($token): void
    {
        $this->follow($token);
        self::assertSame([], $this->sent);
        self::assertSame([], $this->inCart());
    }

    /** @return array<int, array<int, mixed>> */
    public function forgeries(): array
    {
        return [[''], ['short'], [self::TOKEN . 'x'], ["' OR 1=1; --           "], [['a' => 'b']], ['../../../../wp-config.ph']];
    }

    public function test_nobody_is_signed_in_and_no_address_is_filled_in(): void
    {
        $this->answer = static function (): array {
            return [200, ['cart' => ['id' => 'c', 'email' => 'anne@example.com', 'user' => 1, 'lines' => []]]];
        };
        $this->follow(self::TOKEN);
        self::assertSame(0, get_current_user_id());
        self::assertSame('', WC()->customer->get_billing_email());
    }

    public function test_a_look_at_the_link_asks_nothing(): void
    {
        $_SERVER['HTTP_SEC_PURPOSE'] = 'prefetch;prerender';
        $this->looks();
        unset($_SERVER['HTTP_SEC_PURPOSE']);
        $_SERVER['REQUEST_METHOD'] = 'HEAD';
        $this->looks();
        self::assertSame([], $this->inCart());
    }

    public function test_while_the_server_is_away_the_page_does_not_wait_for_it_twice(): void
    {
        $this->answer = static function (): array {
            return [503, []];
        };
        $this->follow(self::TOKEN);
        self::assertStringContainsString('again in some minutes', $this->notices()[0]);
        $this->plugin->state->setOpenUntil(\Piste\Core\Text::now() + 60000);
        $this->sent = [];
        $this->follow(self::TOKEN);
        self::assertSame([], $this->sent);
    }

    /** @param array<int, mixed> $lines */
    private function cart(array $lines): void
    {
        $this->answer = static function (string $method, string $path) use ($lines): array {
            return $path === '/api/v1/carts/resolve'
                ? [200, ['cart' => ['id' => 'cart-of-the-mail', 'currency' => 'EUR', 'lines' => $lines]]]
                : [202, ['status' => 'stored']];
        };
    }

    /** @param mixed $token */
    private function follow($token): string
    {
        $_GET = ['piste_restore' => $token];
        $this->sent = [];
        return $this->ending(static function (): void {
            do_action('template_redirect');
        });
    }

    /** Nothing is asked: the page would end there, so that the request is only begun. */
    private function looks(): void
    {
        $_GET = ['piste_restore' => self::TOKEN];
        $this->sent = [];
        $end = static function (): void {
            throw new \RuntimeException('answered');
        };
        add_filter('status_header', $end);
        try {
            do_action('template_redirect');
            self::fail('went on');
        } catch (\RuntimeException $e) {
            self::assertSame([], $this->sent);
        } finally {
            remove_filter('status_header', $end);
        }
    }

    /** @return array<string, int> */
    private function inCart(): array
    {
        $pieces = [];
        foreach (WC()->cart->get_cart() as $item) {
            $pieces[$item['data']->get_sku()] = (int) $item['quantity'];
        }
        return $pieces;
    }

    /** @return string[] */
    private function notices(): array
    {
        return array_column(WC()->session->get('wc_notices', []), 1);
    }
}
