<?php

namespace Drupal\piste_commerce;

use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Entity\EntityTypeManagerInterface;
use Drupal\piste\Pending;
use Drupal\piste\Visitors;
use Piste\Core\Call;
use Piste\Core\Order;

/**
 * Tells orders: when they are placed, and what becomes of them.
 *
 * The browser of the buyer is known at the order alone; it is kept beside it, for an administrator,
 * a payment service or cron brings what follows.
 */
class Orders
{
    /**
     * Where a transition leads, in the words of the server.
     */
    public const STATES = [
        'completed' => Order::COMPLETED,
        'canceled' => Order::CANCELLED,
        'cancelled' => Order::CANCELLED,
        'failed' => Order::FAILED,
        'refunded' => Order::REFUNDED,
    ];

    /**
     * In which order they are told: a free one is paid before Commerce says that it is placed.
     */
    public const SEQUENCE = [
        Order::PLACED,
        Order::PAID,
        Order::COMPLETED,
        Order::CANCELLED,
        Order::FAILED,
        Order::REFUNDED,
    ];

    /**
     * What happened to orders in this request, by their ids.
     *
     * @var array<int, array<string, string>>
     */
    protected array $happened = [];

    public function __construct(
        protected Pending $pending,
        protected Visitors $visitors,
        protected Links $links,
        protected Lines $lines,
        protected ConfigFactoryInterface $configFactory,
        protected EntityTypeManagerInterface $entityTypes,
    ) {
    }

    /**
     * The order was placed.
     */
    public function placed(object $order): void
    {
        $visitor = $this->visitors->current();
      // An administrator who places it for a customer is not the buyer; who bought just now may have been
      // made an account for by the checkout.
        $customer = (int) $order->getCustomerId();
        $isBuyer = $this->visitors->isAccount($customer) || $this->visitors->isAccount(0);
        if ($visitor !== null && $visitor->allows('carts') && $isBuyer) {
            $this->links->keep((int) $order->id(), [
                'visitor' => $visitor->id(),
                'consent' => $this->visitors->consent(),
            ]);
        } elseif ($isBuyer) {
          // The consent of an earlier page does not hold any more.
            $this->links->forget((int) $order->id());
        }
        $this->happened($order, Order::PLACED);
        if ($order->isPaid()) {
            $this->happened($order, Order::PAID);
        }
    }

    /**
     * The order went from one state to another.
     */
    public function moved(object $order, string $transition, string $state): void
    {
      // The usual workflow calls an order completed as soon as it is placed.
        if ($transition !== 'place' && isset(self::STATES[$state])) {
            $this->happened($order, self::STATES[$state]);
        }
    }

    /**
     * The whole of it was paid; before it is placed that is told with the order.
     */
    public function paid(object $order): void
    {
        if ($order->getState()->getId() !== 'draft') {
            $this->happened($order, Order::PAID);
        }
    }

    /**
     * A payment changed: something may have been paid back.
     */
    public function payment(object $payment): void
    {
        $refunded = $payment->getRefundedAmount();
        $order = $payment->getOrder();
        if ($refunded !== null && !$refunded->isZero() && $order !== null) {
            $this->happened($order, Order::REFUNDED);
        }
    }

    /**
     * Remembers it; the order is read when the page is out, with what came after.
     */
    protected function happened(object $order, string $status): void
    {
        $id = (int) $order->id();
        if (!$this->configFactory->get('piste_commerce.settings')->get('orders')) {
            return;
        }
        $this->happened[$id][$status] = $status;
        $this->pending->later('order:' . $id, function () use ($id, $order): array {
            $statuses = array_intersect(self::SEQUENCE, $this->happened[$id] ?? []);
            unset($this->happened[$id]);
            $visitor = $this->links->of($id)['visitor'];
          // Nobody agreed to this order being told.
            $call = fn (string $status): Call => $this->call($order, $status, $visitor);
            return $visitor === '' ? [] : array_map($call, array_values($statuses));
        });
    }

    /**
     * The call.
     */
    protected function call(object $order, string $status, string $visitor): Call
    {
        $total = $order->getTotalPrice();
        $currency = $total?->getCurrencyCode() ?? (string) $order->getStore()?->getDefaultCurrencyCode();
        $sum = $total?->getNumber() ?? 0;
        $told = new Order((string) $order->id(), $status, $currency, $sum, $this->lines->of($order));
        $told->from($visitor, Carts::id($order))
        ->person((string) $order->getEmail(), Carts::marketing($order), $this->visitors->language());
        if ($status === Order::REFUNDED) {
            $told->refunded($this->refunded($order));
        }
        return Call::order($told);
    }

    /**
     * What was paid back so far, over all payments of the order.
     */
    protected function refunded(object $order): float
    {
        $sum = 0.0;
        if (!$this->entityTypes->hasDefinition('commerce_payment')) {
            return $sum;
        }
        $payments = $this->entityTypes->getStorage('commerce_payment');
        foreach ($payments->loadByProperties(['order_id' => $order->id()]) as $payment) {
            $sum += (float) ($payment->getRefundedAmount()?->getNumber() ?? 0);
        }
        return $sum;
    }
}
