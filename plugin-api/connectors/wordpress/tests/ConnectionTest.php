<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\Core\Response;
use Piste\WordPress\Connection;
use Piste\WordPress\Outcome;
use Piste\WordPress\Settings;
use Piste\WordPress\SettingsPage;

final class ConnectionTest extends PluginTestCase
{
    /** @dataProvider answers */
    public function test_each_answer_has_its_own_words(string $code, Response $answer): void
    {
        self::assertSame($code, Outcome::of($answer)->code);
        self::assertNotSame('', Outcome::of($answer)->text());
    }

    public function answers(): array
    {
        $problem = static function (int $status, string $code): Response {
            return new Response($status, [], (string) json_encode(['code' => $code]));
        };
        return [
            ['bad_key', $problem(401, 'bad_key')],
            ['scope_missing', $problem(403, 'scope_missing')],
            ['database_away', $problem(503, 'database_away')],
            ['busy', $problem(503, 'busy')],
            ['too_many_requests', $problem(429, 'too_many_requests')],
            ['server_ill', new Response(500)],
            ['not_piste', new Response(404, [], '<html>')],
            ['not_piste', new Response(200, [], '<html>')],
            ['not_piste', new Response(401, [], '<html>')],
            ['moved', new Response(301, ['Location' => 'https://other.example/'])],
            ['refused', Response::none('http_request_failed: cURL error 7: Failed to connect')],
            ['slow', Response::none('http_request_failed: cURL error 28: Operation timed out')],
            ['no_such_host', Response::none('http_request_failed: cURL error 6: Could not resolve host')],
            ['bad_certificate', Response::none('http_request_failed: cURL error 60: SSL certificate problem')],
            ['blocked', Response::none('http_request_not_executed: User has blocked requests through HTTP.')],
        ];
    }

    /** @dataProvider faults */
    public function test_nobody_is_asked_with_what_cannot_be_right(?string $code, string $address, string $key): void
    {
        $fault = Connection::fault($address, $key);
        self::assertSame($code, $fault === null ? null : $fault->code);
        $this->plugin->settings->save(['address' => $address, 'key' => $key]);
        (new Connection($this->plugin))->test();
        self::assertSame($code === null, $this->sent !== []);
    }

    public function faults(): array
    {
        $key = 'abcdefghijklmnop.qrs_tu-v';
        return [
            [null, 'https://t.example', $key], [null, 'http://127.0.0.1:8080', $key],
            ['not_https', 'http://t.example', $key], ['bad_address', 'piste', $key],
            ['bad_address', 'https://jo:x@t.example', $key], ['odd_key', 'https://t.example', 'short'],
            ['odd_key', 'https://t.example', "abcdefghijklmnop\r\nX-Evil: 1"],
        ];
    }

    public function test_a_good_answer_is_kept_and_answered_with_how_we_are(): void
    {
        $this->plugin->settings->saveSite(null);
        $this->answer = static function (string $method, string $path): array {
            return $path === '/api/v1/ping'
                ? [200, ['site' => 'Tea', 'publicId' => 'new', 'scopes' => ['events'], 'evil' => 'x', 'snippet' => 's']]
                : [204, []];
        };
        self::assertTrue((new Connection($this->plugin))->test()->isConnected());
        self::assertTrue($this->plugin->settings->isConnected());
        self::assertSame('new', $this->plugin->settings->site('publicId'));
        self::assertSame('', $this->plugin->settings->site('evil'));
        self::assertContains('/api/v1/connector', array_column($this->sent, 'url'));
        self::assertSame('Bearer a-key-of-this-test', $this->sent[0]['headers']['Authorization']);
        self::assertMatchesRegularExpression(
            '#^wordpress/1\.0\.0; wp=[0-9.]+;( wc=[0-9.]+;)? php=8#',
            $this->sent[0]['headers']['X-Connector']
        );
    }

    /** @dataProvider askers */
    public function test_it_is_known_who_asks_for_consent(array $options, array $purposes, string $asks, bool $tells): void
    {
        $this->answer = static function (string $method, string $path) use ($options, $purposes): array {
            $body = ['purposes' => array_map(static function (string $id): array {
                return ['id' => $id];
            }, $purposes)];
            return strpos($path, '/p/') === 0
                ? [200, ['options' => $options, 'body' => $body]]
                : [200, ['publicId' => 'new', 'scopes' => []]];
        };
        (new Connection($this->plugin))->test();
        self::assertSame($asks, $this->plugin->settings->site('asks'));
        self::assertSame($tells, $this->plugin->settings->site('tellsOthers'));
    }

    public function askers(): array
    {
        return [
            'ours' => [['banner' => 'own'], ['visits', 'carts'], '', false],
            'ours, for others too' => [['banner' => 'own'], ['visits', 'marketing'], '', true],
            'by the API' => [['banner' => 'wp'], ['visits', 'marketing'], 'wp', false],
            'Complianz speaks it' => [['banner' => 'complianz'], ['visits'], 'wp', false],
            'a service' => [['banner' => 'didomi'], ['visits'], 'didomi', false],
        ];
    }

    public function test_a_wrong_key_forgets_the_connection_and_a_server_that_is_away_does_not(): void
    {
        $this->answer = static function (): array {
            return [503, ['code' => 'database_away']];
        };
        (new Connection($this->plugin))->test();
        self::assertTrue($this->plugin->settings->isConnected());
        $this->answer = static function (): array {
            return [401, ['code' => 'bad_key']];
        };
        (new Connection($this->plugin))->test();
        self::assertFalse($this->plugin->settings->isConnected());
    }

    public function test_who_may_not_or_has_no_nonce_changes_nothing(): void
    {
        $page = new SettingsPage($this->plugin);
        $before = get_option(Settings::OPTION);
        $_POST = ['address' => 'https://evil.example', 'key' => 'another-key-of-somebody'];
        foreach (['subscriber', 'editor'] as $role) {
            wp_set_current_user($this->user($role, $role . '@example.com')->ID);
            $_REQUEST['_wpnonce'] = wp_create_nonce('piste_save');
            self::assertStringStartsWith('died 403', $this->ending([$page, 'save']), $role);
            self::assertStringStartsWith('died 403', $this->ending([$page, 'disconnect']), $role);
        }
        wp_set_current_user($this->user('administrator', 'boss@example.com')->ID);
        foreach (['', 'forged', wp_create_nonce('other')] as $nonce) {
            $_REQUEST['_wpnonce'] = $nonce;
            self::assertStringStartsWith('died 403', $this->ending([$page, 'save']));
            self::assertStringStartsWith('died 403', $this->ending([$page, 'disconnect']));
        }
        self::assertSame($before, get_option(Settings::OPTION));
        $_REQUEST['_wpnonce'] = wp_create_nonce('piste_save');
        self::assertStringStartsWith('went to', $this->ending([$page, 'save']));
        self::assertSame('https://evil.example', get_option(Settings::OPTION)['address']);
    }

    public function test_the_page_never_holds_the_key_and_escapes_what_the_server_said(): void
    {
        wp_set_current_user($this->user('administrator')->ID);
        $this->plugin->settings->saveSite(['site' => '<script>alert(1)</script>', 'asks' => '"><img>', 'at' => time()]);
        $this->plugin->state->note('code', '<img src=x onerror=alert(1)>', 1);
        ob_start();
        (new SettingsPage($this->plugin))->show();
        $html = (string) ob_get_clean();
        self::assertStringNotContainsString('a-key-of-this-test', $html);
        self::assertStringNotContainsString('<script>', $html);
        self::assertStringNotContainsString('<img', $html);
        self::assertStringContainsString('&lt;script&gt;', $html);
    }

    public function test_another_address_does_not_get_the_key_of_the_old_one(): void
    {
        wp_set_current_user($this->user('administrator')->ID);
        $_REQUEST['_wpnonce'] = wp_create_nonce('piste_save');
        $_POST = ['address' => 'https://other.example', 'key' => ''];
        $this->ending([new SettingsPage($this->plugin), 'save']);
        self::assertSame('', $this->plugin->settings->get('key'));
        self::assertSame([], $this->sent);
    }

    public function test_once_an_hour_we_say_how_we_are(): void
    {
        $this->plugin->state->note('bad_request', 'PUT carts/…', 5);
        $this->answer = static function (string $method, string $path): array {
            return [200, ['publicId' => self::SITE, 'scopes' => ['events'], 'site' => 'Tea']];
        };
        (new Connection($this->plugin))->hourly();
        $bodies = array_column($this->sent, 'body', 'url');
        self::assertSame(
            ['queue' => ['length' => 0, 'oldest' => null],
                'errors' => [['code' => 'bad_request', 'detail' => 'PUT carts/…', 'at' => 5, 'count' => 1]]],
            $bodies['/api/v1/connector']
        );
    }
}
