<?php

namespace Piste\Drupal\Tests;

use Drupal\piste\Controller\ProxyController;
use PHPUnit\Framework\TestCase;
use Piste\Core\Call;
use Piste\Core\Response;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpKernel\Exception\NotFoundHttpException;

/** The tracker under the site's own name. */
final class ProxyControllerTest extends TestCase
{
    public function test_hands_on_the_client_and_no_cookie_but_ours(): void
    {
        $rig = $this->rig(new Response(204, ['Set-Cookie' => ['piste_visitor=x', 'piste_consent=y']]));
        $request = Rig::request('POST', '/p/v1/e', [
            'piste_consent' => Rig::CONSENT,
            'piste_visitor' => Rig::VISITOR,
            'SSESS0123' => 'session-of-drupal',
        ]);
        $own = 'piste_consent=' . Rig::CONSENT . '; piste_visitor=' . Rig::VISITOR;
        $request->headers->set('cookie', 'SSESS0123=session-of-drupal; ' . $own);
        $request->headers->set('Authorization', 'Basic c2hvcA==');
        $answer = $this->controller($rig)->inFolder($request, 'v1', 'e');
        $asked = $rig->transport->asked[0];
        $headers = array_change_key_case($asked->headers);
        self::assertSame('https://t.example/p/v1/e', $asked->url);
        self::assertSame($own, $headers['cookie']);
        self::assertSame('a-key-of-the-shop-1234567890', $headers['x-piste-proxy']);
        self::assertSame('127.0.0.1', $headers['x-forwarded-for']);
        self::assertSame('shop.example', $headers['x-forwarded-host']);
        self::assertSame('https', $headers['x-forwarded-proto']);
        self::assertArrayNotHasKey('authorization', $headers);
        self::assertCount(2, $answer->headers->all('set-cookie'));
        self::assertStringNotContainsString('a-key-of', (string) $answer);
    }

    public function test_a_session_alone_goes_nowhere(): void
    {
        $rig = $this->rig();
        $request = Rig::request('GET', '/p/t.js', ['SSESS0123' => 'session-of-drupal']);
        $request->headers->set('cookie', 'SSESS0123=session-of-drupal');
        $this->controller($rig)->file($request, 't.js');
        self::assertArrayNotHasKey('cookie', array_change_key_case($rig->transport->asked[0]->headers));
    }

    public function test_scripts_are_kept_for_as_long_as_the_server_says(): void
    {
        $rig = $this->rig(new Response(200, ['Cache-Control' => 'public, max-age=60', 'ETag' => '"x"'], 'js'));
        $answer = $this->controller($rig)->file(Request::create('https://shop.example/p/t.js'), 't.js');
        self::assertSame('max-age=60, public', $answer->headers->get('cache-control'));
        self::assertSame('"x"', $answer->headers->get('etag'));
        self::assertSame('js', $answer->getContent());
    }

    /** @dataProvider others */
    public function test_passes_nothing_else(string $method, string $folder, string $file): void
    {
        $rig = $this->rig();
        $this->expectException(NotFoundHttpException::class);
        $this->controller($rig)->inFolder(Request::create('https://shop.example/', $method), $folder, $file);
    }

    public function others(): array
    {
        return [
            ['GET', 'l', 'unsubscribe'],
            ['GET', 'v1', 'e'],
            ['DELETE', 'v1', 'e'],
            ['GET', 'v1', 'privacy'],
            ['POST', 'v1', 'keys'],
        ];
    }

    public function test_does_not_exist_where_switched_off(): void
    {
        $rig = new Rig();
        $this->expectException(NotFoundHttpException::class);
        $this->controller($rig)->file(Request::create('https://shop.example/p/t.js'), 't.js');
    }

    public function test_answers_at_once_while_the_server_is_away(): void
    {
        $rig = $this->rig(Response::none('timeout'));
        $controller = $this->controller($rig);
        foreach ([1, 2] as $time) {
            $answer = $controller->file(Request::create('https://shop.example/p/t.js'), 't.js');
            self::assertSame(503, $answer->getStatusCode());
            self::assertSame('60', $answer->headers->get('retry-after'));
        }
        self::assertCount(1, $rig->transport->asked, 'the second visitor does not wait for it');
    }

    public function test_an_api_that_has_enough_of_our_calls_is_open_to_visitors(): void
    {
        $rig = $this->rig(new Response(200, [], 'js'));
        $rig->breaker->setOpenUntil((int) (microtime(true) * 1000) + 30000);
        $answer = $this->controller($rig)->file(Request::create('https://shop.example/p/t.js'), 't.js');
        self::assertSame(200, $answer->getStatusCode());
    }

    public function test_refuses_what_is_too_long(): void
    {
        $rig = $this->rig();
        $body = str_repeat('x', 65537);
        $request = Request::create('https://shop.example/p/v1/e', 'POST', [], [], [], [], $body);
        self::assertSame(413, $this->controller($rig)->inFolder($request, 'v1', 'e')->getStatusCode());
        self::assertSame([], $rig->transport->asked);
    }

    public function test_a_withdrawal_takes_along_what_waits(): void
    {
        $rig = $this->rig(new Response(200, [], '{}'));
        $call = new Call('PUT', '/carts/1', []);
        $call->visitor = Call::hash(Rig::VISITOR);
        $call->purpose = 'carts';
        $rig->queue->add($call, 1, 1, 0);
        $cookies = ['piste_consent' => Rig::CONSENT, 'piste_visitor' => Rig::VISITOR];
        $body = '{"granted":["visits"]}';
        $request = Request::create('https://shop.example/p/v1/consent', 'POST', [], $cookies, [], [], $body);
        $this->controller($rig)->inFolder($request, 'v1', 'consent');
        self::assertSame(0, $rig->queue->stats()['length']);
    }

    private function rig(Response ...$answers): Rig
    {
        $rig = new Rig(...$answers);
        $rig->config['piste.settings']['own_host'] = true;
        return $rig;
    }

    private function controller(Rig $rig): ProxyController
    {
        return new ProxyController($rig->settings, $rig->connection, $rig->queue);
    }
}
