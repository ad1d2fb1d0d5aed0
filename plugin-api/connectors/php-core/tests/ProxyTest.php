<?php

declare(strict_types=1);

namespace Piste\Core\Tests;

use PHPUnit\Framework\TestCase;
use Piste\Core\Proxy;
use Piste\Core\Request;
use Piste\Core\Response;

final class ProxyTest extends TestCase
{
    /** @dataProvider paths */
    public function test_serves_few_paths_and_no_other(bool $served, string $method, string $path): void
    {
        self::assertSame($served, self::proxy()->serves($method, $path));
    }

    public function paths(): array
    {
        return [
            [true, 'GET', '/p/t.js'], [true, 'GET', '/p/c.js'], [true, 'HEAD', '/p/b-wp.js'],
            [true, 'GET', '/p/tea/leaf.js'], [true, 'POST', '/p/tea/steam'],
            [true, 'GET', '/p/v1/consent'], [true, 'POST', '/p/v1/consent'], [true, 'POST', '/p/v1/e'],
            [true, 'POST', '/p/v1/a'], [true, 'POST', '/p/v1/restore'],
            [false, 'POST', '/p/t.js'], [false, 'GET', '/p/v1/e'], [false, 'DELETE', '/p/v1/consent'],
            [true, 'GET', '/p/l/r/Zr8c0mP1S5yQ2tXv4wLbNg'], [true, 'POST', '/p/l/u/Zr8c0mP1S5yQ2tXv4wLbNg'],
            [false, 'PUT', '/p/l/u/Zr8c0mP1S5yQ2tXv4wLbNg'], [false, 'GET', '/p/l/u/..'], [false, 'GET', '/p/l/u/'],
            [false, 'GET', "/p/l/u/Zr8c0mP1S5yQ2tXv4wLbNg\n"], [false, 'GET', '/p/l/u/Zr8c0mP1S5yQ2tXv4wLbNg/x'],
            [false, 'GET', '/api/v1/ping'],
            [false, 'GET', '/p/../api/v1/ping'], [false, 'GET', '/console/'], [false, 'GET', '/p/'],
            [false, 'GET', '/p/coffee/leaf.js'], [false, 'POST', ''], [false, 'GET', '/p/t.js/../../console/x.js'],
        ];
    }

    public function test_passes_on_what_the_browser_says_and_vouches_for_its_address(): void
    {
        $asked = new Request('POST', '/p/v1/e?x=1', [
            'Cookie' => 'wordpress_logged_in_1=secret; piste_visitor=abc;SESSabc=secret; piste_consent=1.x; xpiste_a=b',
            'Origin' => 'https://s.example', 'User-Agent' => 'Fox', 'Sec-GPC' => '1',
            'Authorization' => 'Basic x', 'X-Forwarded-For' => '6.6.6.6', 'X-Piste-Proxy' => 'forged',
            'Host' => 's.example', 'Referer' => "https://s.example/a\r\nX-Evil: 1",
        ], '{}');
        $client = ['for' => '192.0.2.7', 'host' => 's.example', 'proto' => 'https'];
        $sent = self::proxy()->forward($asked, $client);
        self::assertSame('https://t.example/p/v1/e?x=1', $sent->url);
        self::assertSame('{}', $sent->body);
        self::assertSame([
            'Cookie' => 'piste_visitor=abc; piste_consent=1.x', 'Origin' => 'https://s.example',
            'User-Agent' => 'Fox', 'Sec-GPC' => '1', 'Referer' => 'https://s.example/a X-Evil: 1',
            'X-Piste-Proxy' => 'key', 'X-Forwarded-For' => '192.0.2.7',
            'X-Forwarded-Host' => 's.example', 'X-Forwarded-Proto' => 'https',
        ], $sent->headers);
    }

    public function test_passes_on_nothing_that_http_clients_refuse(): void
    {
        $asked = new Request('GET', "/p/v1/consent?a=\x01 \xe9%20", ['Referer' => "https://s.example/\x00a\x7fb"]);
        $sent = self::proxy()->forward($asked, ['for' => '192.0.2.7', 'host' => 's.example', 'proto' => 'https']);
        self::assertSame('https://t.example/p/v1/consent?a=%01%20%E9%20', $sent->url);
        self::assertSame('https://s.example/ a b', $sent->headers['Referer']);
    }

    public function test_says_nothing_of_cookies_where_none_is_ours(): void
    {
        $asked = new Request('GET', '/p/v1/consent', ['cookie' => 'PHPSESSID=secret']);
        $sent = self::proxy()->forward($asked, ['for' => '192.0.2.7', 'host' => 's.example', 'proto' => 'https']);
        self::assertArrayNotHasKey('cookie', $sent->headers);
    }

    public function test_gives_back_cookies_one_by_one_and_nothing_of_the_servers_own(): void
    {
        $cookies = ['piste_consent=1; Path=/', 'piste_visitor=2'];
        $answer = new Response(200, ['Set-Cookie' => $cookies, 'Server' => 'x', 'ETag' => '"e"']);
        self::assertSame(
            [['etag', '"e"'], ['set-cookie', $cookies[0]], ['set-cookie', $cookies[1]]],
            Proxy::returned($answer)
        );
    }

    public function test_lets_no_tracker_set_a_cookie_of_the_site(): void
    {
        $foreign = ['SESSabc=fixed', 'wordpress_logged_in_1=fixed', ' piste_visitor=2', 'xpiste_a=1', 'piste_a'];
        self::assertSame([], Proxy::returned(new Response(200, ['set-cookie' => $foreign])));
        self::assertSame([], Proxy::returned(new Response(200, ['set-cookie' => 'PHPSESSID=fixed'])));
    }

    public function test_gives_back_where_a_mails_link_leads_and_what_guards_its_page(): void
    {
        $answer = new Response(302, [
            'Location' => 'https://s.example/cart/?piste_restore=t', 'Content-Security-Policy' => "default-src 'none'",
            'Referrer-Policy' => 'no-referrer', 'X-Frame-Options' => 'DENY', 'Connection' => 'close',
        ]);
        self::assertSame([
            ['location', 'https://s.example/cart/?piste_restore=t'],
            ['content-security-policy', "default-src 'none'"],
            ['referrer-policy', 'no-referrer'], ['x-frame-options', 'DENY'],
        ], Proxy::returned($answer));
    }

    public function test_reads_what_a_choice_allows(): void
    {
        self::assertSame(['visits'], Proxy::choice('{"granted":["visits",7]}'));
        self::assertSame([], Proxy::choice('{"granted":[]}'));
        self::assertNull(Proxy::choice('nonsense'));
    }

    private static function proxy(): Proxy
    {
        $paths = [
            'script' => '/p/tea/leaf.js', 'banner' => '/p/tea/cup.js',
            'events' => '/p/tea/steam', 'consent' => '/p/tea/choice',
        ];
        return new Proxy('https://t.example/', 'key', $paths);
    }
}
