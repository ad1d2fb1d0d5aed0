<?php

namespace Piste\Drupal\Tests;

use Drupal\piste\EventSubscriber\SendAfterResponse;
use PHPUnit\Framework\TestCase;
use Piste\Core\Call;
use Piste\Core\Response;
use Symfony\Component\HttpFoundation\Response as Page;
use Symfony\Component\HttpKernel\Event\TerminateEvent;
use Symfony\Component\HttpKernel\HttpKernelInterface;
use Symfony\Component\HttpKernel\KernelEvents;

/** Nobody waits for the server. */
final class DeliveryTest extends TestCase
{
    public function test_sends_at_the_very_end_of_a_request(): void
    {
        $order = SendAfterResponse::getSubscribedEvents()[KernelEvents::TERMINATE];
        self::assertLessThan(-100, $order[1]);
    }

    public function test_queues_where_the_visitor_still_waits(): void
    {
        $rig = new Rig();
        $rig->pending->call(new Call('PUT', '/carts/1', []));
        $kernel = $this->createStub(HttpKernelInterface::class);
        $subscriber = new SendAfterResponse($rig->pending, $rig->requests);
        $subscriber->onTerminate(new TerminateEvent($kernel, Rig::request('GET', '/'), new Page()));
        self::assertFalse(SendAfterResponse::isDetached(), 'on the command line PHP lets nobody go');
        self::assertSame([], $rig->sent());
        self::assertSame(1, $rig->queue->stats()['length']);
        self::assertNull($rig->requests->getCurrentRequest());
    }

    public function test_a_server_that_is_away_is_asked_once_and_all_waits(): void
    {
        $rig = new Rig(Response::none('timeout'));
        foreach (['/carts/1', '/carts/2', '/carts/3'] as $path) {
            $rig->pending->call(new Call('PUT', $path, []));
        }
        $rig->pending->release(true);
        self::assertCount(1, $rig->sent());
        self::assertSame(3, $rig->queue->stats()['length']);
    }

    public function test_the_latest_word_about_a_thing_counts(): void
    {
        $rig = new Rig();
        foreach (['/carts/old', '/carts/new'] as $path) {
            $rig->pending->later('cart:1', static fn (): array => [new Call('PUT', $path, [])]);
        }
        $rig->pending->release(true);
        self::assertSame(['PUT /carts/new'], array_column($rig->sent(), 0));
    }

    public function test_a_thing_that_cannot_be_told_harms_no_other(): void
    {
        $rig = new Rig();
        $rig->pending->later('node:1', static function (): array {
            throw new \RuntimeException('secret of the database');
        });
        $rig->pending->call(new Call('PUT', '/carts/1', []));
        $rig->pending->release(true);
        self::assertCount(1, $rig->sent());
        self::assertCount(1, $rig->logger->lines);
        self::assertStringNotContainsString('secret', $rig->logger->lines[0]);
    }

    public function test_says_what_it_runs_on(): void
    {
        $rig = new Rig();
        $rig->connection->client()->ping();
        $said = $rig->transport->asked[0]->headers['X-Connector'];
        self::assertStringStartsWith('drupal/1.0.0; drupal=10.0.0-double; commerce=3.0.0; php=', $said);
    }
}
