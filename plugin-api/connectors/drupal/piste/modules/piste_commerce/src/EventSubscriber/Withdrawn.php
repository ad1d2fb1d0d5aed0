<?php

namespace Drupal\piste_commerce\EventSubscriber;

use Drupal\piste\Event\MessageEvent;
use Drupal\piste_commerce\Links;
use Symfony\Component\EventDispatcher\EventSubscriberInterface;

/**
 * A consent was withdrawn: what is kept under it goes.
 */
class Withdrawn implements EventSubscriberInterface
{
    public function __construct(protected Links $links)
    {
    }

    /**
     * {@inheritdoc}
     */
    public static function getSubscribedEvents(): array
    {
        return [MessageEvent::NAME => 'onMessage'];
    }

    /**
     * Forgets whose orders they were.
     */
    public function onMessage(MessageEvent $event): void
    {
        $consent = $event->data['consent'] ?? '';
        if ($event->type === 'consent.withdrawn' && is_string($consent)) {
            $this->links->forgetConsent($consent);
        }
    }
}
