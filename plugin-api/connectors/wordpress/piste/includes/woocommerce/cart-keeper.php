<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\Core\Call;
use Piste\Core\Cart;
use Piste\Core\Text;
use Piste\Core\Visitor;
use Piste\WordPress\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The shop fires its hooks many times for one change, and several for none. So they only say that
 * something may have changed: one snapshot is made when the request ends, and told when it differs
 * from the last one of the session. Nothing here makes the shop work out totals.
 */
final class CartKeeper
{
    /** Under this name the session keeps what was told: id, hash, email, marketing, user, order. */
    public const KEY = 'piste_cart';

    /** After the shop saved the customer (10), before it saves the session (20). */
    public const BEFORE_SAVING = 15;

    private const CHANGES = [
        'woocommerce_add_to_cart',
        'woocommerce_after_cart_item_quantity_update',
        'woocommerce_cart_item_removed',
        'woocommerce_cart_item_restored',
        'woocommerce_cart_emptied',
    ];

    /** @var Plugin */
    private $plugin;

    /** @var bool whether something may have changed in this request */
    private $dirty = false;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    /** Hears of changes. */
    public function listen(): void
    {
        foreach (self::CHANGES as $hook) {
            add_action($hook, [$this, 'changed'], 10, 0);
        }
        add_action('woocommerce_cart_loaded_from_session', [$this, 'loaded'], 10, 0);
        add_action('shutdown', [$this, 'snapshot'], self::BEFORE_SAVING);
    }

    /** Something may have changed. */
    public function changed(): void
    {
        $this->dirty = true;
    }

    /** A cart that was never told, or was another one before the login, is looked at. */
    public function loaded(): void
    {
        $told = $this->told();
        if (!isset($told['hash']) || ($told['user'] ?? 0) !== get_current_user_id()) {
            $this->dirty = true;
        }
    }

    /**
     * The shopper typed an address, or answered the box beside it.
     *
     * @param string $email an empty one leaves what is known
     * @param bool|null $marketing whether the box is ticked; null leaves what is known
     */
    public function person(string $email, ?bool $marketing): void
    {
        if (!$this->hasSession() || $this->visitor() === null) {
            return;
        }
        $told = $this->told();
        if ($email !== '') {
            $told['email'] = $email;
        }
        if ($marketing !== null) {
            $told['marketing'] = $marketing;
        }
        $this->keep($told);
        $this->dirty = true;
    }

    /** The id of the session's cart; empty where none was told. */
    public function id(): string
    {
        return $this->hasSession() ? (string) ($this->told()['id'] ?? '') : '';
    }

    /** Goes on with a cart that was brought back, under its own id. */
    public function adopt(string $id): void
    {
        $told = $this->told();
        unset($told['order']);
        $this->keep(['id' => $id] + $told);
        $this->dirty = true;
    }

    /** An order was made of the cart: that it is empty then is no news. */
    public function ordered(int $order): void
    {
        if ($this->hasSession()) {
            $this->keep(['order' => $order] + $this->told());
        }
    }

    /** Looks at the cart once, when the request ends. */
    public function snapshot(): void
    {
        $visitor = $this->dirty && $this->hasSession() && WC()->cart !== null ? $this->visitor() : null;
        if ($visitor === null) {
            return;
        }
        $this->dirty = false;
        $told = $this->told();
        $lines = Goods::ofCart(WC()->cart->get_cart_contents());
        if (!$lines && (isset($told['order']) || !isset($told['hash']))) {
            if (isset($told['order'])) {
                WC()->session->set(self::KEY, null);
            }
            return;
        }
        $this->tell($visitor, $told, $lines);
    }

    /**
     * Tells what is new.
     *
     * @param array<string, mixed> $told before
     * @param array<int, array<string, mixed>> $lines of the cart
     */
    private function tell(Visitor $visitor, array $told, array $lines): void
    {
        $id = $told['id'] ?? Text::random();
        $cart = new Cart($id, get_woocommerce_currency(), $lines);
        $cart->of($visitor);
        $cart->person((string) ($told['email'] ?? ''), $told['marketing'] ?? null);
        $cart->page(Here::language(), Here::page());
        $hash = $cart->hash();
        if (($told['hash'] ?? '') !== $hash) {
            unset($told['order']);
            $this->plugin->delivery()->collect(Call::cart($cart));
        }
        $now = ['id' => $id, 'hash' => $hash, 'user' => get_current_user_id()] + $told;
        if ($now !== $this->told()) {
            $this->keep($now);
        }
    }

    /** Whoever allowed the use of carts. */
    private function visitor(): ?Visitor
    {
        return $this->plugin->consent->visitor('carts');
    }

    /** Outside of the shop's own pages there is no session. */
    private function hasSession(): bool
    {
        return function_exists('WC') && WC()->session !== null;
    }

    /**
     * What the session keeps.
     *
     * @return array<string, mixed>
     */
    private function told(): array
    {
        $told = $this->hasSession() ? WC()->session->get(self::KEY) : null;
        return is_array($told) ? $told : [];
    }

    /**
     * @param array<string, mixed> $told see KEY
     */
    private function keep(array $told): void
    {
        WC()->session->set(self::KEY, $told);
    }
}
