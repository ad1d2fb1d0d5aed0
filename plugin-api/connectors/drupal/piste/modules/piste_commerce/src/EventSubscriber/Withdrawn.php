<?php

namespace Drupal\piste_commerce\EventSubscriber;

use Drupal\piste\Event\MessageEvent;
use Drupal\piste_commerce\Links;
use Piste\Core\Call;
use Piste\Core\QueueStore;
use Symfony\Component\EventDispatcher\EventSubscriberInterface;

/**
 * A consent was withdrawn: what is kept under it goes.
 */
class Withdrawn implements EventSubscriberInterface
{
    public function __construct(
        protected Links $links,
        protected QueueStore $queue,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function getSubscribedEvents(): array
    {
        return [MessageEvent::NAME => 'onMessage'];
    }

    /**
     * Forgets whose orders they were, and what waits about them.
     */
    public function onMessage(MessageEvent $event): void
    {
        $consent = $event->data['consent'] ?? '';
        $isOfCarts = in_array('carts', (array) ($event->data['purposes'] ?? []), true);
        if ($event->type === 'consent.withdrawn' && $isOfCarts && is_string($consent)) {
            foreach ($this->links->forgetConsent($consent) as $visitor) {
                $this->queue->forgetVisitor(Call::hash($visitor), []);
            }
        }
    }
}
