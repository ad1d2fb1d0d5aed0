<?php

namespace Drupal\piste\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\Core\KeyValueStore\KeyValueExpirableFactoryInterface;
use Drupal\piste\Event\MessageEvent;
use Drupal\piste\SignedRequests;
use Piste\Core\Webhook;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Response;
use Symfony\Contracts\EventDispatcher\EventDispatcherInterface;

/**
 * Hears from the server: signed, fresh, each message once.
 */
class WebhookController extends ControllerBase
{
    public const SEEN = 'piste.webhook';

    public function __construct(
        protected SignedRequests $signed,
        protected KeyValueExpirableFactoryInterface $expirable,
        protected EventDispatcherInterface $dispatcher,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static(
            $container->get('piste.signed_requests'),
            $container->get('keyvalue.expirable'),
            $container->get('event_dispatcher'),
        );
    }

    /**
     * Takes a message, or refuses it without saying why.
     */
    public function receive(Request $request): Response
    {
        $message = $this->signed->read($request);
        if ($message === null) {
            return new Response('', 401, ['Cache-Control' => 'no-store']);
        }
        // Longer than a message stays fresh: a repeat is answered as the first was, and does nothing.
        $seen = $this->expirable->get(self::SEEN);
        if ($seen->setWithExpireIfNotExists($message['id'], true, 2 * Webhook::TOLERANCE + 60)) {
            $this->dispatcher->dispatch(new MessageEvent($message['type'], $message['data']), MessageEvent::NAME);
        }
        return new Response('', 204, ['Cache-Control' => 'no-store']);
    }
}
