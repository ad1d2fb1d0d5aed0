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
     * Whether it is shown, and in stock.
     */
    public function isSold(object $variation): bool
    {
        if (!$this->isShown($variation)) {
            return false;
        }
        $items = $this->entityTypes->getStorage('commerce_order_item');
        $item = $items->createFromPurchasableEntity($variation, ['quantity' => '1']);
        $context = new Context(new AnonymousUserSession(), $this->store($variation));
        return !$this->checkers->check($item, $context)->isUnavailable();
    }

    /**
     * Whether everybody may see it, with a price, in a store.
     */
    public function isShown(object $variation): bool
    {
        $product = $variation->getProduct();
        return $product !== null && $product->isPublished() && $variation->isPublished()
            && $product->access('view', new AnonymousUserSession())
            && $variation->getPrice() !== null && $this->store($variation) !== null;
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
