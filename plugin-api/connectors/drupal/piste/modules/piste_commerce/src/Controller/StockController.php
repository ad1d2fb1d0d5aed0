<?php

namespace Drupal\piste_commerce\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\Core\Flood\FloodInterface;
use Drupal\Core\KeyValueStore\KeyValueExpirableFactoryInterface;
use Drupal\piste\Controller\WebhookController;
use Drupal\piste\SignedRequests;
use Drupal\piste_commerce\Availability;
use Piste\Core\Text;
use Piste\Core\Webhook;
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

    /**
     * Questions in a minute.
     */
    public const PER_MINUTE = 60;

    public function __construct(
        protected SignedRequests $signed,
        protected Availability $availability,
        protected KeyValueExpirableFactoryInterface $expirable,
        protected FloodInterface $flood,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static(
            $container->get('piste.signed_requests'),
            $container->get('piste_commerce.availability'),
            $container->get('keyvalue.expirable'),
            $container->get('flood'),
        );
    }

    /**
     * Takes {"type":"stock.ask","data":{"skus":[…]}}, signed as messages are; an id counts once.
     */
    public function check(Request $request): JsonResponse
    {
        $asked = $this->signed->read($request);
        if ($asked === null || $asked['type'] !== 'stock.ask') {
            return self::problem(401, 'bad_signature');
        }
        $seen = $this->expirable->get(WebhookController::SEEN);
        if (!$seen->setWithExpireIfNotExists($asked['id'], true, 2 * Webhook::TOLERANCE + 60)) {
            return self::problem(409, 'seen_before');
        }
        if (!$this->flood->isAllowed('piste_commerce.stock', self::PER_MINUTE, 60, 'server')) {
            return self::problem(429, 'too_many_requests');
        }
        $this->flood->register('piste_commerce.stock', 60, 'server');
        $skus = $asked['data']['skus'] ?? null;
        if (!is_array($skus) || count($skus) > self::MOST || array_filter($skus, 'is_string') !== $skus) {
            return self::problem(400, 'bad_request');
        }
        $found = array_filter(array_map([$this, 'said'], array_combine($skus, $skus)));
        return new JsonResponse((object) $found, 200, ['Cache-Control' => 'no-store']);
    }

    /**
     * What is said of one; nothing of what is not shown to everybody.
     */
    protected function said(string $sku): array
    {
        $variation = $this->availability->variation($sku);
        if ($variation === null || !$this->availability->isShown($variation)) {
            return [];
        }
        $price = $this->availability->price($variation) ?? $variation->getPrice();
        return [
            'price' => Text::amount($price->getNumber()),
            'currency' => $price->getCurrencyCode(),
            'in_stock' => $this->availability->isSold($variation),
        ];
    }

    /**
     * A refusal.
     */
    protected static function problem(int $status, string $code): JsonResponse
    {
        return new JsonResponse(['code' => $code], $status, ['Cache-Control' => 'no-store']);
    }
}
