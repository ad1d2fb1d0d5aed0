<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\Core\Call;
use Piste\Core\Cart;
use Piste\Core\Visitor;
use Piste\WordPress\Queue;

final class QueueTest extends PluginTestCase
{
    private const NOW = 1800000000000;

    public function test_what_waits_comes_out_as_it_went_in_the_oldest_first_and_once(): void
    {
        $queue = new Queue();
        $second = Call::contentGone('post-2');
        $first = Call::contentGone('post-1');
        $queue->add($second, self::NOW, self::NOW + 2, 0);
        $queue->add($first, self::NOW, self::NOW + 1, 1);
        self::assertNull($queue->due(self::NOW, 1000));
        self::assertSame(['length' => 2, 'oldest' => self::NOW], $queue->stats());
        $taken = $queue->due(self::NOW + 2, 1000);
        self::assertEquals($first, $taken->call);
        self::assertSame(1, $taken->attempts);
        self::assertEquals($second, $queue->due(self::NOW + 2, 1000)->call);
        self::assertNull($queue->due(self::NOW + 2, 1000), 'both are taken');
        $queue->done($taken);
        self::assertEquals($second, $queue->due(self::NOW + 1003, 1000)->call, 'who took it died');
        self::assertSame(1, $queue->stats()['length']);
    }

    public function test_what_a_visitor_allows_no_longer_goes(): void
    {
        $queue = new Queue();
        $this->agree('visits', 'carts');
        $cart = Call::cart((new Cart('c', 'EUR', []))->of(Visitor::fromCookies($_COOKIE)));
        $queue->add($cart, self::NOW, self::NOW, 0);
        $queue->forgetVisitor(Call::hash('somebody-else'), []);
        $queue->forgetVisitor(Call::hash(self::VISITOR), ['visits', 'carts']);
        self::assertSame(1, $queue->stats()['length']);
        $queue->forgetVisitor(Call::hash(self::VISITOR), ['visits']);
        self::assertSame(0, $queue->stats()['length']);
    }

    public function test_a_row_that_cannot_be_read_is_thrown_away(): void
    {
        global $wpdb;
        $wpdb->insert(Queue::table(), ['body' => 'nonsense', 'since' => 1, 'due' => 1]);
        self::assertNull((new Queue())->due(self::NOW, 1000));
        self::assertSame(0, (new Queue())->stats()['length']);
    }

    public function test_cron_is_told_when_the_next_is_due_and_not_later(): void
    {
        wp_unschedule_hook(Queue::FLUSH);
        $soon = (time() + 600) * 1000;
        Queue::wake($soon + 600000);
        Queue::wake($soon);
        Queue::wake($soon + 300000);
        self::assertSame(intdiv($soon, 1000), wp_next_scheduled(Queue::FLUSH));
    }
}
