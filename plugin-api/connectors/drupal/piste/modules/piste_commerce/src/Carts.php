<?php

namespace Drupal\piste_commerce;

use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\piste\Pending;
use Drupal\piste\Visitors;
use Piste\Core\Call;
use Piste\Core\Cart;

/**
 * Tells carts: one snapshot at the end of a request, and only when it differs from the last.
 *
 * Commerce saves a cart several times for one click, and on many pages without a change.
 */
class Carts
{
    /**
     * The data of an order with our id of its cart, after it was restored.
     */
    public const ID = 'piste_cart';

    /**
     * The data of an order with the box for marketing mails.
     */
    public const MARKETING = 'piste_marketing';

    public function __construct(
        protected Pending $pending,
        protected Visitors $visitors,
        protected Links $links,
        protected Lines $lines,
        protected ConfigFactoryInterface $configFactory,
    ) {
    }

    /**
     * A cart was saved in this request.
     */
    public function saved(object $order): void
    {
        $visitor = $this->visitors->current();
        if ($visitor === null || !$visitor->allows('carts') || !$this->isTold() || !$this->isOwn($order)) {
            return;
        }
        $known = ['visitor' => $visitor->id(), 'consent' => $this->visitors->consent()];
        $page = [$this->visitors->language(), $this->visitors->url()];
        $this->pending->later('cart:' . $order->id(), function () use ($order, $visitor, $known, $page): array {
          // Bought meanwhile, in this very request: then it is an order, which closes the cart.
            if (!self::isCart($order)) {
                return [];
            }
            $cart = $this->cart($order, $this->lines->of($order))->of($visitor)->page(...$page);
            return $this->ifChanged($order, $cart, $known);
        });
    }

    /**
     * A cart was deleted in this request, with all that was in it.
     */
    public function deleted(object $order): void
    {
        $id = (int) $order->id();
        $visitor = $this->visitors->current();
        $known = $this->links->of($id);
        $this->links->forget($id);
        if ($known['hash'] === '' || $visitor === null || !$visitor->allows('carts') || !$this->isTold()) {
            $this->pending->later('cart:' . $id, fn (): array => []);
            return;
        }
        $cart = $this->cart($order, [])->of($visitor)->page($this->visitors->language(), $this->visitors->url());
        $this->pending->later('cart:' . $id, fn (): array => [Call::cart($cart)]);
    }

    /**
     * Our id of the cart: random, so that nobody finds another person's by counting.
     */
    public static function id(object $order): string
    {
        return (string) ($order->getData(self::ID) ?: $order->uuid());
    }

    /**
     * The box for marketing mails: ticked, not ticked, or NULL where there was none.
     */
    public static function marketing(object $order): ?bool
    {
        $said = $order->getData(self::MARKETING);
        return $said === null ? null : (bool) $said;
    }

    /**
     * Whether an order is a cart that is still being filled.
     */
    public static function isCart(object $order): bool
    {
        return $order->hasField('cart') && (bool) $order->get('cart')->value && $order->getState()->getId() === 'draft';
    }

    /**
     * The cart as it is now.
     */
    protected function cart(object $order, array $lines): Cart
    {
        $total = $order->getTotalPrice();
        $currency = $total?->getCurrencyCode() ?? (string) $order->getStore()?->getDefaultCurrencyCode();
        $cart = new Cart(self::id($order), $currency, $lines);
        if ($this->configFactory->get('piste_commerce.settings')->get('checkout_email')) {
            $cart->person((string) $order->getEmail(), self::marketing($order));
        }
        return $cart;
    }

    /**
     * The call, if this is not what was told last.
     */
    protected function ifChanged(object $order, Cart $cart, array $known): array
    {
        $id = (int) $order->id();
        $last = $this->links->of($id);
        $isSame = $last['hash'] === $cart->hash() && $last['visitor'] === $known['visitor'];
        $isEmptyAtFirst = $last['hash'] === '' && !$order->getItems();
        if ($isSame || $isEmptyAtFirst) {
            return [];
        }
        $this->links->keep($id, $known + ['hash' => $cart->hash()]);
        return [Call::cart($cart)];
    }

    /**
     * Whether carts are told.
     */
    protected function isTold(): bool
    {
        return (bool) $this->configFactory->get('piste_commerce.settings')->get('carts');
    }

    /**
     * Whether it is the cart of who is here: administrators work on those of others.
     */
    protected function isOwn(object $order): bool
    {
        return $this->visitors->isAccount((int) $order->getCustomerId());
    }
}
