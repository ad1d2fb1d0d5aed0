<?php

namespace Drupal\piste_commerce;

/**
 * Fills the cart of whoever followed a link with what was in the one that was left.
 *
 * It takes names and prices from nobody but the shop: the link says what, and how many.
 */
class Restore
{
    /**
     * Pieces of one thing, at most.
     */
    public const MOST = 999;

    public function __construct(
        protected object $cartManager,
        protected object $cartProvider,
        protected object $orderTypes,
        protected Availability $availability,
    ) {
    }

    /**
     * Puts what can still be had into the cart; what lies there already stays.
     *
     * @param array $said
     *   The cart as the server answers it.
     *
     * @return array{0: int, 1: int}
     *   How many lines are in the cart now, and how many could not be had.
     */
    public function fill(array $said): array
    {
        $there = 0;
        $missing = 0;
        foreach (array_slice((array) ($said['lines'] ?? []), 0, 100) as $line) {
            $sku = is_array($line) && is_string($line['sku'] ?? null) ? $line['sku'] : '';
            $variation = $sku === '' ? null : $this->availability->variation($sku);
            if ($variation === null || !$this->availability->isSold($variation)) {
                $missing++;
                continue;
            }
            $quantity = min(self::MOST, max(1, (int) ($line['quantity'] ?? 1)));
            $this->put($variation, $quantity, (string) ($said['id'] ?? ''));
            $there++;
        }
        return [$there, $missing];
    }

    /**
     * Puts one thing there; following the link twice does not double it.
     */
    protected function put(object $variation, int $quantity, string $id): void
    {
        $item = $this->cartManager->createOrderItem($variation, (string) $quantity);
        $store = $this->availability->store($variation);
        $type = $this->orderTypes->resolve($item);
        $cart = $this->cartProvider->getCart($type, $store) ?? $this->cartProvider->createCart($type, $store);
        foreach ($cart->getItems() as $old) {
            if ($old->getPurchasedEntityId() == $variation->id()) {
                if ((float) $old->getQuantity() < $quantity) {
                    $old->setQuantity((string) $quantity);
                    $this->cartManager->updateOrderItem($cart, $old);
                }
                return;
            }
        }
      // The order is found to be that cart's on every device.
        if (!$cart->getItems() && preg_match('/^[A-Za-z0-9_-]{8,64}$/', $id) === 1) {
            $cart->setData(Carts::ID, $id);
        }
        $this->cartManager->addOrderItem($cart, $item);
    }
}
