<?php

namespace Drupal\piste\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\Core\KeyValueStore\KeyValueExpirableFactoryInterface;
use Drupal\Core\State\StateInterface;
use Drupal\piste\Event\MessageEvent;
use Piste\Core\Webhook;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Contracts\EventDispatcher\EventDispatcherInterface;

/**
 * Hears from the server: signed, fresh, each message once.
 */
class WebhookController extends ControllerBase {

  const SECRET = 'piste.webhook_secret';

  const SEEN = 'piste.webhook';

  const MOST_BYTES = 65536;

  public function __construct(
    protected StateInterface $stateStore,
    protected KeyValueExpirableFactoryInterface $expirable,
    protected EventDispatcherInterface $dispatcher,
  ) {}

  /**
   * {@inheritdoc}
   */
  public static function create(ContainerInterface $container) {
    return new static(
      $container->get('state'),
      $container->get('keyvalue.expirable'),
      $container->get('event_dispatcher'),
    );
  }

  /**
   * Takes a message, or refuses it without saying why.
   */
  public function receive(Request $request): Response {
    $body = (string) $request->getContent();
    $message = strlen($body) > self::MOST_BYTES ? NULL : Webhook::verify((string) $this->stateStore->get(self::SECRET, ''), [
      'id' => (string) $request->headers->get('webhook-id', ''),
      'timestamp' => (string) $request->headers->get('webhook-timestamp', ''),
      'signature' => (string) $request->headers->get('webhook-signature', ''),
    ], $body, time());
    if ($message === NULL) {
      return new Response('', 401, ['Cache-Control' => 'no-store']);
    }
    // Longer than a message stays fresh: a repeat is answered as the first was, and does nothing.
    $seen = $this->expirable->get(self::SEEN);
    if ($seen->setWithExpireIfNotExists($message['id'], TRUE, 2 * Webhook::TOLERANCE + 60)) {
      $this->dispatcher->dispatch(new MessageEvent($message['type'], $message['data']), MessageEvent::NAME);
    }
    return new Response('', 204, ['Cache-Control' => 'no-store']);
  }

}
