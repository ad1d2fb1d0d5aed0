<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\Core\Call;
use Piste\Core\Order;
use Piste\Core\Person;
use Piste\Core\Visitor;
use Piste\WordPress\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The buyer's browser is there when an order is made, and seldom when its status changes: so the
 * visitor and the cart are written on the order, where later requests of others find them. An order
 * without a visitor who allowed the use of carts is never told.
 */
final class Orders
{
    /** On the order: visitor, cart, language, marketing, and the statuses that were told, each once. */
    private const META = '_piste';

    private const STATUSES = [
        'pending' => Order::PLACED,
        'on-hold' => Order::PLACED,
        'processing' => Order::PAID,
        'completed' => Order::COMPLETED,
        'cancelled' => Order::CANCELLED,
        'refunded' => Order::REFUNDED,
        'failed' => Order::FAILED,
    ];

    /** @var Plugin */
    private $plugin;

    /** @var CartKeeper knows which cart it was */
    private $carts;

    /** @var OptIn */
    private $optIn;

    public function __construct(Plugin $plugin, CartKeeper $carts, OptIn $optIn)
    {
        $this->plugin = $plugin;
        $this->carts = $carts;
        $this->optIn = $optIn;
    }

    /** Hears of orders. */
    public function listen(): void
    {
        add_action('woocommerce_new_order', [$this, 'link'], 10, 2);
        add_action('woocommerce_order_status_changed', [$this, 'changed'], 10, 4);
        add_action('woocommerce_order_refunded', [$this, 'refunded'], 10, 1);
        add_action('woocommerce_privacy_remove_order_personal_data', [$this, 'forget'], 10, 1);
    }

    /**
     * Writes on a new order whose it is. Those that editors make are nobody's.
     *
     * @param int $id
     * @param \WC_Order|null $order
     */
    public function link($id, $order = null): void
    {
        $order = is_object($order) ? $order : wc_get_order($id);
        if (!$order || is_admin() || WC()->session === null) {
            return;
        }
        $ticked = $this->optIn->isTicked($order);
        $visitor = $this->plugin->consent->visitor('carts');
        if ($visitor !== null) {
            // One value, for each is a row to write.
            $order->update_meta_data(self::META, [
                'visitor' => $visitor->id(),
                'cart' => $this->carts->id(),
                'language' => Here::language(),
                'marketing' => $ticked,
                'told' => [],
            ]);
            $order->save_meta_data();
        }
        $this->carts->ordered((int) $id);
        if ($ticked) {
            $this->agreed($order);
        }
    }

    /**
     * Tells a new status.
     *
     * @param int $id
     * @param string $from before
     * @param string $to now
     * @param \WC_Order|null $order
     */
    public function changed($id, $from, $to, $order = null): void
    {
        $order = is_object($order) ? $order : wc_get_order($id);
        if ($order && isset(self::STATUSES[$to])) {
            $this->tell($order, self::STATUSES[$to], $to === 'refunded' ? $this->paidBack($order) : $to);
        }
    }

    /**
     * Tells what was paid back, a part of it too.
     *
     * @param int $id of the order
     */
    public function refunded($id): void
    {
        $order = wc_get_order($id);
        if ($order && (float) $order->get_total_refunded() > 0) {
            // After a part of it the order is still what it was.
            $whole = $order->get_total_refunded() >= (float) $order->get_total();
            $status = $whole ? Order::REFUNDED : (self::STATUSES[$order->get_status()] ?? Order::PAID);
            $this->tell($order, $status, $this->paidBack($order));
        }
    }

    /**
     * The shop makes an order anonymous.
     *
     * @param \WC_Order $order
     */
    public function forget($order): void
    {
        $order->delete_meta_data(self::META);
        $order->save_meta_data();
    }

    /**
     * By this it is known which refunds were told.
     *
     * @param \WC_Order $order
     */
    private function paidBack($order): string
    {
        return 'refunded ' . number_format((float) $order->get_total_refunded(), 2, '.', '');
    }

    /**
     * Tells it once.
     *
     * @param \WC_Order $order
     * @param string $status as the server calls it
     * @param string $as as the shop calls it
     */
    private function tell($order, string $status, string $as): void
    {
        $known = $order->get_meta(self::META);
        if (!is_array($known) || in_array($as, $known['told'], true)) {
            return;
        }
        $message = new Order(
            (string) $order->get_id(),
            $status,
            $order->get_currency(),
            $order->get_total(),
            Goods::ofOrder($order)
        );
        $message->from($known['visitor'], $known['cart'])
            ->person((string) $order->get_billing_email(), $known['marketing'], $known['language'])
            ->refunded($order->get_total_refunded());
        $known['told'][] = $as;
        $order->update_meta_data(self::META, $known);
        $order->save_meta_data();
        $this->plugin->delivery()->collect(Call::order($message));
    }

    /**
     * The buyer ticked the box: that counts without a visitor, too.
     *
     * @param \WC_Order $order
     */
    private function agreed($order): void
    {
        $person = new Person((string) $order->get_billing_email(), 'checkout');
        if (!$person->isValid()) {
            return;
        }
        $person->name((string) $order->get_billing_first_name(), (string) $order->get_billing_last_name())
            ->page(Here::language(), Here::page())
            ->in($this->plugin->consent->visitor())
            ->marketing(true, $this->optIn->words());
        $this->plugin->delivery()->collect(Call::consent($person, true));
    }
}
