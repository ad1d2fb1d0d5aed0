<?php

namespace Drupal\piste_commerce;

use Drupal\piste\Contents;
use Piste\Core\Line;

/**
 * Lines of a cart or an order, as the server takes them.
 */
class Lines
{
    /**
     * All lines of an order; the total of none of them is needed.
     */
    public function of(object $order): array
    {
        $lines = [];
        foreach ($order->getItems() as $item) {
            $price = $item->getUnitPrice();
            $bought = $item->getPurchasedEntity();
            $sku = $bought !== null && method_exists($bought, 'getSku') ? (string) $bought->getSku() : '';
            $lines[] = Line::of(
                $sku !== '' ? $sku : 'item-' . ($bought === null ? $item->id() : $bought->id()),
                (string) $item->getTitle(),
                $item->getQuantity(),
                $price === null ? 0 : $price->getNumber(),
                $bought === null ? [] : $this->links($bought),
            );
        }
        return $lines;
    }

    /**
     * The addresses of the product and of its picture.
     */
    protected function links(object $variation): array
    {
        $product = method_exists($variation, 'getProduct') ? $variation->getProduct() : null;
        if ($product === null) {
            return [];
        }
        return [
            'url' => $product->toUrl('canonical', ['absolute' => true])->toString(true)->getGeneratedUrl(),
            'image' => Contents::image($variation) ?: Contents::image($product),
        ];
    }
}
