<?php

namespace Drupal\piste_commerce\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\piste\SignedRequests;
use Drupal\piste_commerce\Availability;
use Piste\Core\Text;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;

/**
 * Answers the server, and nobody else, whether things can be had and for how much.
 */
class StockController extends ControllerBase
{
    /**
     * Things in one question.
     */
    public const MOST = 100;

    public function __construct(
        protected SignedRequests $signed,
        protected Availability $availability,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static($container->get('piste.signed_requests'), $container->get('piste_commerce.availability'));
    }

    /**
     * Takes {"type":"stock.asked","data":{"skus":[…]}}, signed as messages are.
     */
    public function check(Request $request): JsonResponse
    {
        $asked = $this->signed->read($request);
        if ($asked === null || $asked['type'] !== 'stock.asked') {
            return new JsonResponse(['code' => 'bad_signature'], 401, ['Cache-Control' => 'no-store']);
        }
        $skus = array_filter((array) ($asked['data']['skus'] ?? []), 'is_string');
        $products = array_map([$this, 'product'], array_slice(array_values($skus), 0, self::MOST));
        return new JsonResponse(['products' => $products], 200, ['Cache-Control' => 'no-store']);
    }

    /**
     * What is known of one.
     */
    protected function product(string $sku): array
    {
        $variation = $this->availability->variation($sku);
        $sold = $variation !== null && $this->availability->isSold($variation);
        $price = $sold ? $this->availability->price($variation) : null;
        return ['sku' => $sku, 'inStock' => $sold] + ($price === null ? [] : [
            'price' => Text::amount($price->getNumber()),
            'currency' => $price->getCurrencyCode(),
        ]);
    }
}
