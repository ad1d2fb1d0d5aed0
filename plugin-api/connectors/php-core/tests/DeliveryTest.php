<?php

declare(strict_types=1);

namespace Piste\Core\Tests;

use PHPUnit\Framework\TestCase;
use Piste\Core\Breaker;
use Piste\Core\Call;
use Piste\Core\Client;
use Piste\Core\Content;
use Piste\Core\Delivery;
use Piste\Core\Response;
use Piste\Core\RetryPolicy;

final class DeliveryTest extends TestCase
{
    private const MINUTE = 60000;

    /** @var int */
    private $now = 1800000000000;

    /** @var MemoryQueue */
    private $queue;

    /** @var MemoryState */
    private $state;

    /** @var ScriptedTransport */
    private $transport;

    protected function setUp(): void
    {
        $this->queue = new MemoryQueue();
        $this->state = new MemoryState();
    }

    public function test_sends_at_once_what_the_visitor_does_not_wait_for(): void
    {
        $this->deliver(true, new Response(202));
        self::assertCount(1, $this->transport->asked);
        self::assertSame([], $this->queue->rows);
    }

    public function test_queues_where_the_visitor_would_wait(): void
    {
        $delivery = $this->deliver(false, new Response(202));
        self::assertCount(0, $this->transport->asked);
        self::assertSame(1, $delivery->flush());
        self::assertCount(1, $this->transport->asked);
        self::assertSame([], $this->queue->rows);
    }

    public function test_nothing_collected_is_nothing_sent(): void
    {
        $delivery = $this->delivery(new Response(202));
        self::assertFalse($delivery->hasCollected());
        $delivery->release(true);
        self::assertSame([], $this->transport->asked);
    }

    /** @dataProvider passing */
    public function test_keeps_what_may_pass_later(Response $answer): void
    {
        $this->deliver(true, $answer);
        self::assertSame([1], array_column($this->queue->rows, 'attempts'));
        self::assertSame([$this->now + self::MINUTE], array_column($this->queue->rows, 'due'));
        self::assertSame([], $this->state->notes);
    }

    public function passing(): array
    {
        return [[Response::none('timed out')], [new Response(429)], [new Response(500)], [new Response(503)]];
    }

    public function test_gives_up_what_the_server_refuses_and_says_so_once(): void
    {
        $this->deliver(true, new Response(400, [], '{"code":"bad_request","detail":"cart.foo: unknown field"}'));
        self::assertSame([], $this->queue->rows);
        self::assertSame(
            [['code' => 'bad_request', 'detail' => 'PUT contents/… was given up: cart.foo: unknown field']],
            $this->state->notes
        );
    }

    public function test_says_what_was_given_up_and_not_about_whom(): void
    {
        $delivery = $this->delivery(new Response(403, [], '{"code":"bad_request"}'));
        $delivery->collect(new Call('DELETE', '/privacy?email=jo%40example.com', null));
        $delivery->release(true);
        self::assertSame(
            [['code' => 'bad_request', 'detail' => 'DELETE privacy was given up']],
            $this->state->notes
        );
    }

    public function test_tries_again_after_1_5_and_30_minutes_then_every_6_hours_for_7_days(): void
    {
        $delivery = $this->deliver(true, Response::none('refused'));
        foreach (array_merge([1, 5, 30], array_fill(0, 27, 360)) as $minutes) {
            $this->now += $minutes * self::MINUTE - 1;
            $delivery->flush(20, true);
            $before = count($this->transport->asked);
            $this->now += 1;
            $delivery->flush(20, true);
            self::assertCount($before + 1, $this->transport->asked, "after $minutes minutes");
        }
        self::assertCount(1, $this->queue->rows);
        $this->now += 360 * self::MINUTE;
        $delivery->flush(20, true);
        self::assertSame([], $this->queue->rows);
        self::assertSame(['too_old'], array_column($this->state->notes, 'code'));
    }

    /** @dataProvider refusedKeys */
    public function test_a_key_that_is_refused_loses_nothing_and_is_told(Response $refusal, string $code): void
    {
        $delivery = $this->delivery($refusal, new Response(202));
        $delivery->collect(self::call());
        $delivery->release(true);
        self::assertCount(1, $this->queue->rows);
        self::assertSame([$code], array_column($this->state->notes, 'code'));
        $this->now += self::MINUTE;
        self::assertSame(1, $delivery->flush());
    }

    public function refusedKeys(): array
    {
        return [
            [new Response(401, [], '{"code":"bad_key","detail":"The key was revoked."}'), 'bad_key'],
            [new Response(403, [], '{"code":"scope_missing","detail":"contents"}'), 'scope_missing'],
        ];
    }

    public function test_waits_as_long_as_the_server_asks(): void
    {
        $this->deliver(true, new Response(429, ['Retry-After' => '600']));
        self::assertSame([$this->now + 10 * self::MINUTE], array_column($this->queue->rows, 'due'));
        self::assertSame($this->now + 10 * self::MINUTE, $this->state->until);
    }

    public function test_one_request_pays_for_a_server_that_is_away_and_the_next_ones_do_not(): void
    {
        $delivery = $this->deliver(true, Response::none('timed out'));
        $delivery->collect(self::call());
        $delivery->release(true);
        $delivery->flush();
        self::assertCount(1, $this->transport->asked);
        self::assertCount(2, $this->queue->rows);
        $this->now += Breaker::OPEN_MS;
        $delivery->flush();
        self::assertCount(2, $this->transport->asked);
    }

    public function test_a_queue_is_emptied_once_with_the_same_keys_when_the_server_is_back(): void
    {
        $delivery = $this->delivery(Response::none('refused'), new Response(202));
        $calls = [self::call(), self::call(), self::call()];
        array_map([$delivery, 'collect'], $calls);
        $delivery->release(true);
        self::assertCount(3, $this->queue->rows);
        $this->now += self::MINUTE;
        self::assertSame(3, $delivery->flush());
        self::assertSame(0, $delivery->flush());
        $keys = array_map(static function ($request) {
            return $request->headers['Idempotency-Key'];
        }, $this->transport->asked);
        self::assertCount(4, $keys);
        self::assertSame(array_column($calls, 'key'), array_values(array_unique($keys)));
        self::assertSame(0, $this->state->until);
    }

    public function test_a_call_that_another_process_sends_is_not_taken(): void
    {
        $delivery = $this->deliver(false, new Response(202));
        $this->queue->due($this->now, self::MINUTE);
        self::assertSame(0, $delivery->flush());
        $this->now += self::MINUTE;
        self::assertSame(1, $delivery->flush());
    }

    public function test_what_waited_for_a_week_is_given_up(): void
    {
        $delivery = $this->deliver(false, new Response(202));
        $this->now += RetryPolicy::OLDEST_MS + 1;
        self::assertSame(0, $delivery->flush());
        self::assertSame(['too_old'], array_column($this->state->notes, 'code'));
        self::assertSame([], $this->queue->rows);
    }

    public function test_a_breaker_of_a_clock_that_was_put_back_does_not_stay_open(): void
    {
        $breaker = new Breaker($this->state);
        $breaker->opened($this->now);
        self::assertTrue($breaker->isOpen($this->now));
        self::assertFalse($breaker->isOpen($this->now - 24 * 3600 * 1000));
    }

    public function test_a_full_queue_takes_no_more(): void
    {
        $delivery = $this->delivery(new Response(202));
        $row = ['call' => '', 'due' => 0, 'attempts' => 0, 'since' => 0];
        $this->queue->rows = array_fill(20000, Delivery::MOST_WAITING - 1, $row);
        $delivery->collect(self::call());
        $delivery->collect(self::call());
        $delivery->release(false);
        self::assertCount(Delivery::MOST_WAITING, $this->queue->rows);
        self::assertSame(['queue_full'], array_column($this->state->notes, 'code'));
    }

    private function deliver(bool $detached, Response ...$answers): Delivery
    {
        $delivery = $this->delivery(...$answers);
        $delivery->collect(self::call());
        $delivery->release($detached);
        return $delivery;
    }

    private function delivery(Response ...$answers): Delivery
    {
        $this->transport = new ScriptedTransport(...$answers);
        $client = new Client($this->transport, 'https://t.example/', 'key', 'test/1');
        return new Delivery($client, $this->queue, new Breaker($this->state), $this->state, function (): int {
            return $this->now;
        });
    }

    private static function call(): Call
    {
        return Call::content(new Content('post-1', 'post', 'https://shop.example/one', 'One'));
    }
}
