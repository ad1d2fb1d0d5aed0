<?php

namespace Drupal\piste_commerce\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\Core\State\StateInterface;
use Drupal\piste\Controller\WebhookController;
use Drupal\piste_commerce\Availability;
use Piste\Core\Text;
use Piste\Core\Webhook;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\JsonResponse;
use Symfony\Component\HttpFoundation\Request;

/**
 * Answers the server, and nobody else, whether things can be had and for how much.
 */
class StockController extends ControllerBase {

  const MOST = 100;

  public function __construct(
    protected StateInterface $stateStore,
    protected Availability $availability,
  ) {}

  /**
   * {@inheritdoc}
   */
  public static function create(ContainerInterface $container) {
    return new static($container->get('state'), $container->get('piste_commerce.availability'));
  }

  /**
   * Takes {"type":"stock.asked","data":{"skus":[…]}}, signed as messages are.
   */
  public function check(Request $request): JsonResponse {
    $body = (string) $request->getContent();
    $asked = strlen($body) > WebhookController::MOST_BYTES ? NULL : Webhook::verify((string) $this->stateStore->get(WebhookController::SECRET, ''), [
      'id' => (string) $request->headers->get('webhook-id', ''),
      'timestamp' => (string) $request->headers->get('webhook-timestamp', ''),
      'signature' => (string) $request->headers->get('webhook-signature', ''),
    ], $body, time());
    if ($asked === NULL || $asked['type'] !== 'stock.asked') {
      return new JsonResponse(['code' => 'bad_signature'], 401, ['Cache-Control' => 'no-store']);
    }
    $skus = array_filter((array) ($asked['data']['skus'] ?? []), 'is_string');
    $products = array_map([$this, 'product'], array_slice(array_values($skus), 0, self::MOST));
    return new JsonResponse(['products' => $products], 200, ['Cache-Control' => 'no-store']);
  }

  /**
   * What is known of one.
   */
  protected function product(string $sku): array {
    $variation = $this->availability->variation($sku);
    $sold = $variation !== NULL && $this->availability->isSold($variation);
    $price = $sold ? $this->availability->price($variation) : NULL;
    return ['sku' => $sku, 'inStock' => $sold] + ($price === NULL ? [] : [
      'price' => Text::amount($price->getNumber()),
      'currency' => $price->getCurrencyCode(),
    ]);
  }

}
