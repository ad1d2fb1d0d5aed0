<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

require_once __DIR__ . '/ShopTestCase.php';

/** The server asks what a product costs and whether it is there; nobody else may. */
final class ShopStockTest extends ShopTestCase
{
    private const ROUTE = '/piste/v1/stock';

    /** @var int */
    private $asked = 0;

    protected function setUp(): void
    {
        parent::setUp();
        $GLOBALS['wp_rest_server'] = null;
        rest_get_server();
    }

    public function test_the_server_learns_price_and_stock_of_what_is_for_sale(): void
    {
        \WC_Product::add('Gone', 'G-1', 3, 0);
        $draft = \WC_Product::add('Draft', 'D-1', 3, 9);
        wp_update_post(['ID' => $draft, 'post_status' => 'draft']);
        $answer = $this->ask($this->body(['M-1', 'G-1', 'D-1', 'no such', 'id-' . $this->mug]));
        self::assertSame(200, $answer->get_status());
        self::assertSame('no-store', $answer->get_headers()['Cache-Control']);
        $mug = ['price' => 14.9, 'currency' => 'EUR', 'in_stock' => true];
        self::assertSame([
            'M-1' => $mug,
            'G-1' => ['price' => 3.0, 'currency' => 'EUR', 'in_stock' => false],
            'id-' . $this->mug => $mug,
        ], (array) $answer->get_data());
    }

    public function test_without_a_signature_or_with_a_wrong_one_nothing_is_said(): void
    {
        $body = $this->body(['M-1']);
        $guessed = 'v1,' . base64_encode(str_repeat('x', 32));
        $foreign = $this->sign($body, 'another secret of 24 b.');
        foreach (['', 'v1,', $guessed, 'v2,x', $foreign] as $signature) {
            $answer = $this->ask($body, ['signature' => $signature]);
            self::assertSame(401, $answer->get_status(), $signature);
            self::assertSame(['code' => 'bad_signature'], $answer->get_data());
        }
    }

    public function test_another_body_than_the_signed_one_or_another_time_is_refused(): void
    {
        $signature = $this->sign($this->body(['M-1']));
        self::assertSame(401, $this->ask($this->body(['G-1']), ['signature' => $signature])->get_status());
        foreach ([-301, 301] as $off) {
            $late = ['timestamp' => (string) (time() + $off)];
            self::assertSame(401, $this->ask($this->body(['M-1']), $late)->get_status());
        }
    }

    public function test_a_replayed_question_is_refused(): void
    {
        $once = ['id' => 'msg_once'];
        self::assertSame(200, $this->ask($this->body(['M-1']), $once)->get_status());
        self::assertSame(409, $this->ask($this->body(['M-1']), $once)->get_status());
    }

    public function test_a_message_of_another_kind_is_no_question(): void
    {
        $body = (string) wp_json_encode(['type' => 'contact.unsubscribed', 'data' => ['skus' => ['M-1']]]);
        self::assertSame(401, $this->ask($body)->get_status());
    }

    public function test_a_site_without_a_secret_answers_nobody(): void
    {
        $this->plugin->settings->saveSite(['webhookSecret' => '']);
        self::assertSame(401, $this->ask($this->body(['M-1']))->get_status());
    }

    public function test_nonsense_is_a_bad_request(): void
    {
        foreach (['M-1', [['a']], array_fill(0, 101, 'M-1'), [7], null] as $skus) {
            self::assertSame(400, $this->ask($this->body($skus))->get_status());
        }
        $found = (array) $this->ask($this->body(["' OR 1=1; --", '<script>', 'id-0', 'id-99999999999999999999']))->get_data();
        self::assertSame([], $found);
    }

    public function test_it_may_ask_60_times_a_minute(): void
    {
        set_transient('piste_stock_' . (int) floor(time() / 60), 60, 120);
        set_transient('piste_stock_' . ((int) floor(time() / 60) + 1), 60, 120);
        $answer = $this->ask($this->body(['M-1']));
        self::assertSame(429, $answer->get_status());
        self::assertSame('60', $answer->get_headers()['Retry-After']);
    }

    /** @param mixed $skus */
    private function body($skus): string
    {
        return (string) wp_json_encode(['type' => 'stock.ask', 'data' => ['skus' => $skus]]);
    }

    /** @param array<string, string> $headers in place of the right ones */
    private function ask(string $body, array $headers = []): \WP_REST_Response
    {
        $headers += ['id' => 'msg_' . ++$this->asked, 'timestamp' => (string) time()];
        $headers += ['signature' => $this->signed($headers, $body, str_repeat('k', 24))];
        $request = new \WP_REST_Request('POST', self::ROUTE);
        $request->set_body($body);
        foreach ($headers as $name => $value) {
            $request->set_header('webhook-' . $name, $value);
        }
        return rest_do_request($request);
    }

    private function sign(string $body, string $secret = ''): string
    {
        $headers = ['id' => 'msg_' . ($this->asked + 1), 'timestamp' => (string) time()];
        return $this->signed($headers, $body, $secret === '' ? str_repeat('k', 24) : $secret);
    }

    /** @param array<string, string> $headers */
    private function signed(array $headers, string $body, string $secret): string
    {
        $text = $headers['id'] . '.' . $headers['timestamp'] . '.' . $body;
        return 'v1,' . base64_encode(hash_hmac('sha256', $text, $secret, true));
    }
}
