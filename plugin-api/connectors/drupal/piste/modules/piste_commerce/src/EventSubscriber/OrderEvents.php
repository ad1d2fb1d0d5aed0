<?php

namespace Drupal\piste_commerce\EventSubscriber;

use Drupal\piste_commerce\Carts;
use Drupal\piste_commerce\Orders;
use Symfony\Component\EventDispatcher\EventSubscriberInterface;

/**
 * Hears from Commerce. Its events are named as texts, so that this class can be read without it.
 *
 * The events of the cart come before totals are right: those of the order are listened to.
 */
class OrderEvents implements EventSubscriberInterface
{
    public function __construct(
        protected Carts $carts,
        protected Orders $orders,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function getSubscribedEvents(): array
    {
        return [
            'commerce_order.commerce_order.insert' => 'onSave',
            'commerce_order.commerce_order.update' => 'onSave',
            'commerce_order.commerce_order.delete' => 'onDelete',
            'commerce_order.place.post_transition' => 'onPlace',
            'commerce_order.post_transition' => 'onTransition',
            'commerce_order.order.paid' => 'onPaid',
            'commerce_payment.commerce_payment.insert' => 'onPayment',
            'commerce_payment.commerce_payment.update' => 'onPayment',
        ];
    }

    /**
     * An order was saved: it may be a cart.
     */
    public function onSave(object $event): void
    {
        if (Carts::isCart($event->getOrder())) {
            $this->carts->saved($event->getOrder());
        }
    }

    /**
     * An order was deleted: it may have been a cart.
     */
    public function onDelete(object $event): void
    {
        if (Carts::isCart($event->getOrder())) {
            $this->carts->deleted($event->getOrder());
        }
    }

    /**
     * An order was placed.
     */
    public function onPlace(object $event): void
    {
        $this->orders->placed($event->getEntity());
    }

    /**
     * An order went on.
     */
    public function onTransition(object $event): void
    {
        $transition = $event->getTransition();
        $this->orders->moved($event->getEntity(), $transition->getId(), $transition->getToState()->getId());
    }

    /**
     * An order was paid.
     */
    public function onPaid(object $event): void
    {
        $this->orders->paid($event->getOrder());
    }

    /**
     * A payment changed.
     */
    public function onPayment(object $event): void
    {
        $this->orders->payment($event->getPayment());
    }
}
