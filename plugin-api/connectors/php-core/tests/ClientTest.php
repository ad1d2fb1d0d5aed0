<?php

declare(strict_types=1);

namespace Piste\Core\Tests;

use PHPUnit\Framework\TestCase;
use Piste\Core\Call;
use Piste\Core\Cart;
use Piste\Core\Client;
use Piste\Core\ConnectorHeader;
use Piste\Core\Line;
use Piste\Core\NoteList;
use Piste\Core\Response;

final class ClientTest extends TestCase
{
    /** @var ScriptedTransport */
    private $transport;

    public function test_every_call_has_its_address_key_and_connector(): void
    {
        $client = $this->client();
        $client->ping();
        $client->privacy('jo+tea@example.com');
        $client->erase('jo@example.com');
        $client->resolve('Zr8c0mP1S5yQ2tXv4wLbNg', null);
        $client->putWebhook('wordpress', 'https://s.example/hook', ['contact.unsubscribed']);
        $client->deleteWebhook('wordpress');
        $client->report(['length' => 0, 'oldest' => null], []);
        self::assertSame([
            'GET https://t.example/api/v1/ping ',
            'GET https://t.example/api/v1/privacy?email=jo%2Btea%40example.com ',
            'DELETE https://t.example/api/v1/privacy?email=jo%40example.com ',
            'POST https://t.example/api/v1/carts/resolve {"token":"Zr8c0mP1S5yQ2tXv4wLbNg"}',
            'PUT https://t.example/api/v1/webhooks/wordpress '
                . '{"url":"https://s.example/hook","events":["contact.unsubscribed"]}',
            'DELETE https://t.example/api/v1/webhooks/wordpress ',
            'PUT https://t.example/api/v1/connector {"queue":{"length":0,"oldest":null},"errors":[]}',
        ], array_map(static function ($request) {
            return $request->method . ' ' . $request->url . ' ' . $request->body;
        }, $this->transport->asked));
        foreach ($this->transport->asked as $request) {
            self::assertSame('Bearer secret', $request->headers['Authorization']);
            self::assertSame('wordpress/1.0.0; wp=7.1.1; php=' . PHP_VERSION, $request->headers['X-Connector']);
        }
    }

    public function test_amounts_keep_their_two_decimals_and_the_call_its_key(): void
    {
        $call = Call::cart((new Cart('c', 'EUR', [Line::of('a', 'Thé', 1, 36.9)]))->at(5));
        $this->client()->send($call);
        $request = $this->transport->asked[0];
        self::assertSame(
            '{"currency":"EUR","lines":[{"sku":"a","name":"Thé","quantity":1,"price":36.9}],"at":5,"seq":5}',
            $request->body
        );
        self::assertSame($call->key, $request->headers['Idempotency-Key']);
    }

    public function test_an_answer_names_what_is_wrong(): void
    {
        $problem = new Response(401, ['Content-Type' => 'x'], '{"code":"bad_key","detail":"wrong"}');
        self::assertSame(['bad_key', 'wrong'], [$problem->code(), $problem->detail()]);
        self::assertSame('http_502', (new Response(502, [], '<html>'))->code());
        self::assertSame('no_answer', Response::none('refused')->code());
        self::assertSame(21600, (new Response(503, ['Retry-After' => '99999999']))->retryAfter());
        self::assertSame(0, (new Response(503, ['Retry-After' => '-1']))->retryAfter());
        self::assertSame('a', (new Response(200, ['Set-Cookie' => ['a', 'b']]))->header('set-cookie'));
    }

    public function test_the_connector_names_its_versions_without_what_could_break_a_header(): void
    {
        self::assertSame(
            'wordpress/1.0.0; wp=7.1.1X-Evil1; php=' . PHP_VERSION,
            ConnectorHeader::of('wordpress', '1.0.0', ['wp' => "7.1.1\r\nX-Evil: 1", 'wc' => ''])
        );
    }

    public function test_an_error_that_comes_again_counts_up(): void
    {
        $notes = NoteList::with([], 'bad_key', 'one', 1);
        $notes = NoteList::with($notes, 'no_answer', 'two', 2);
        $notes = NoteList::with($notes, 'bad_key', 'three', 3);
        self::assertSame([
            ['code' => 'bad_key', 'detail' => 'three', 'at' => 3, 'count' => 2],
            ['code' => 'no_answer', 'detail' => 'two', 'at' => 2, 'count' => 1],
        ], $notes);
        for ($i = 0; $i < 30; $i++) {
            $notes = NoteList::with($notes, 'code_' . $i, '', $i);
        }
        self::assertCount(NoteList::MOST, $notes);
    }

    private function client(): Client
    {
        $this->transport = new ScriptedTransport();
        $connector = ConnectorHeader::of('wordpress', '1.0.0', ['wp' => '7.1.1']);
        return new Client($this->transport, 'https://t.example/', 'secret', $connector);
    }
}
