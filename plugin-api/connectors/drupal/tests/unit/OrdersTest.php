<?php

namespace Piste\Drupal\Tests;

use Drupal\Core\Entity\EntityTypeManagerInterface;
use PHPUnit\Framework\TestCase;

/** What becomes of an order, whoever brings it about. */
final class OrdersTest extends TestCase
{
    private Rig $rig;
    private MemoryLinks $links;
    private FakeOrder $order;

    protected function setUp(): void
    {
        $this->rig = new Rig();
        $this->links = new MemoryLinks();
        $this->order = new FakeOrder(3);
        $this->order->quantity = 3;
        $this->order->email = 'ann@example.org';
    }

    public function test_a_placed_and_paid_order_says_both(): void
    {
        $this->order->paid = true;
        $this->place();
        self::assertSame(['placed', 'paid'], $this->statuses());
    }

    public function test_a_free_order_is_placed_before_it_is_paid(): void
    {
        $this->order->paid = true;
        $this->order->state = 'completed';
        $this->rig->requests->push(Rig::request('POST', '/checkout/3/review'));
        $events = $this->rig->orderEvents($this->links);
        $events->onPaid(new Bag(['getOrder' => $this->order]));
        $events->onPlace(new Bag(['getEntity' => $this->order]));
        $this->rig->pending->release(true);
        self::assertSame(['placed', 'paid'], $this->statuses());
    }

    public function test_what_is_paid_in_a_draft_is_told_with_the_order(): void
    {
        $this->rig->orderEvents($this->links)->onPaid(new Bag(['getOrder' => $this->order]));
        $this->rig->pending->release(true);
        self::assertSame([], $this->rig->sent());
    }

    public function test_an_administrator_who_goes_on_with_it_needs_no_cookies(): void
    {
        $this->place();
        $this->transition('fulfill', 'completed');
        $this->transition('cancel', 'canceled');
        self::assertSame(['placed', 'completed', 'cancelled'], $this->statuses());
        self::assertSame(Rig::VISITOR, $this->rig->sent()[2][1]['v']);
    }

    public function test_the_usual_workflow_completes_nothing_by_placing(): void
    {
        $this->place();
        $this->transition('place', 'completed');
        self::assertSame(['placed'], $this->statuses());
    }

    public function test_what_was_paid_back_is_summed_up(): void
    {
        $this->place();
        $payments = [$this->payment('5.000000'), $this->payment('2.500000')];
        $entities = new class ($payments) implements EntityTypeManagerInterface {
            public function __construct(private array $payments)
            {
            }

            public function getStorage($type)
            {
                return new Bag(['loadByProperties' => $this->payments]);
            }

            public function hasDefinition($type)
            {
                return true;
            }
        };
        $this->rig->orderEvents($this->links, $entities)->onPayment(new Bag(['getPayment' => $payments[0]]));
        $this->rig->pending->release(true);
        $said = $this->rig->sent()[1][1];
        self::assertSame('refunded', $said['status']);
        self::assertSame(7.5, $said['refunded']);
        self::assertSame(37.5, $said['total']);
    }

    public function test_an_order_of_a_visitor_who_took_the_consent_back_is_not_told(): void
    {
        $this->links->keep(3, ['visitor' => Rig::VISITOR, 'consent' => 'consentid1', 'hash' => 'x']);
        $this->place([]);
        self::assertSame([], $this->rig->sent());
    }

    public function test_an_order_that_an_administrator_places_is_not_the_administrators(): void
    {
        $this->rig->account->id = 1;
        $this->order->customer = 7;
        $this->place();
        self::assertSame([], $this->rig->sent());
    }

    public function test_orders_are_told_where_switched_on_only(): void
    {
        $this->rig->config['piste_commerce.settings']['orders'] = false;
        $this->place();
        self::assertSame([], $this->rig->sent());
    }

    private function place(?array $cookies = null): void
    {
        $this->rig->requests->push(Rig::request('POST', '/checkout/3/review', $cookies));
        $this->order->state = 'completed';
        $this->order->cart = false;
        $this->rig->orderEvents($this->links)->onPlace(new Bag(['getEntity' => $this->order]));
        $this->rig->pending->release(true);
        $this->rig->requests->pop();
    }

    private function transition(string $id, string $state): void
    {
        $transition = new Bag(['getId' => $id, 'getToState' => new Bag(['getId' => $state])]);
        $event = new Bag(['getEntity' => $this->order, 'getTransition' => $transition]);
        $this->rig->orderEvents($this->links)->onTransition($event);
        $this->rig->pending->release(true);
    }

    private function payment(string $refunded): Bag
    {
        return new Bag(['getRefundedAmount' => new FakePrice($refunded) , 'getOrder' => $this->order]);
    }

    private function statuses(): array
    {
        return array_map(static fn (array $call) => $call[1]['status'], $this->rig->sent());
    }
}
