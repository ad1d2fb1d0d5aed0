<?php

namespace Drupal\piste_commerce;

use Drupal\commerce\Context;
use Drupal\Core\Entity\EntityTypeManagerInterface;
use Drupal\Core\Session\AnonymousUserSession;

/**
 * Whether a variation can be had by anybody, and for how much.
 */
class Availability
{
    public function __construct(
        protected EntityTypeManagerInterface $entityTypes,
        protected object $checkers,
        protected object $prices,
        protected object $currentStore,
    ) {
    }

    /**
     * The variation with this sku; NULL where there is none.
     */
    public function variation(string $sku): ?object
    {
        $found = $this->entityTypes->getStorage('commerce_product_variation')->loadByProperties(['sku' => $sku]);
        return $found ? reset($found) : null;
    }

    /**
     * Whether it is published, sold and in stock.
     */
    public function isSold(object $variation): bool
    {
        $product = $variation->getProduct();
        $nobody = new AnonymousUserSession();
        if ($product === null || !$product->isPublished() || !$variation->isPublished()) {
            return false;
        }
        $store = $this->store($variation);
        if ($store === null || !$product->access('view', $nobody) || $variation->getPrice() === null) {
            return false;
        }
        $items = $this->entityTypes->getStorage('commerce_order_item');
        $item = $items->createFromPurchasableEntity($variation, ['quantity' => '1']);
        return !$this->checkers->check($item, new Context($nobody, $store))->isUnavailable();
    }

    /**
     * Today's price, with what modules make of it; NULL without one.
     */
    public function price(object $variation): ?object
    {
        $store = $this->store($variation);
        return $store === null
        ? $variation->getPrice()
        : $this->prices->resolve($variation, '1', new Context(new AnonymousUserSession(), $store));
    }

    /**
     * The store that sells it here: the current one where it does.
     */
    public function store(object $variation): ?object
    {
        $stores = $variation->getStores();
        $current = $this->currentStore->getStore();
        foreach ($stores as $store) {
            if ($current !== null && $store->id() === $current->id()) {
                return $store;
            }
        }
        return reset($stores) ?: null;
    }
}
