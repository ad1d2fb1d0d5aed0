<?php

namespace Drupal\piste\EventSubscriber;

use Drupal\piste\Pending;
use Symfony\Component\EventDispatcher\EventSubscriberInterface;
use Symfony\Component\HttpFoundation\RequestStack;
use Symfony\Component\HttpKernel\Event\TerminateEvent;
use Symfony\Component\HttpKernel\KernelEvents;

/**
 * Talks to the server once the visitor has the page.
 */
class SendAfterResponse implements EventSubscriberInterface
{
    public function __construct(
        protected Pending $pending,
        protected RequestStack $requests,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function getSubscribedEvents(): array
    {
      // After everything else that waits for the end.
        return [KernelEvents::TERMINATE => ['onTerminate', -500]];
    }

    /**
     * Sends, or queues where the connection to the visitor is still open.
     */
    public function onTerminate(TerminateEvent $event): void
    {
      // Addresses are made in the language and on the host of the request.
        $this->requests->push($event->getRequest());
        try {
            $this->pending->release(self::isDetached());
        } finally {
            $this->requests->pop();
        }
    }

    /**
     * Whether PHP let go of the visitor before it came here.
     */
    public static function isDetached(): bool
    {
        return function_exists('fastcgi_finish_request') || function_exists('litespeed_finish_request');
    }
}
