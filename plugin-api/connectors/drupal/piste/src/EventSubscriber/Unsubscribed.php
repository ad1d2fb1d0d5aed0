<?php

namespace Drupal\piste\EventSubscriber;

use Drupal\Core\Entity\EntityTypeManagerInterface;
use Drupal\piste\Event\MessageEvent;
use Drupal\user\UserDataInterface;
use Symfony\Component\EventDispatcher\EventSubscriberInterface;

/**
 * Who unsubscribed from the server's mails is noted at their account.
 */
class Unsubscribed implements EventSubscriberInterface
{
    public function __construct(
        protected EntityTypeManagerInterface $entityTypes,
        protected UserDataInterface $userData,
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
     * Keeps the answer. Orders that wait are no mails: they go on.
     */
    public function onMessage(MessageEvent $event): void
    {
        $email = $event->data['email'] ?? '';
        if ($event->type !== 'contact.unsubscribed' || !is_string($email) || $email === '') {
            return;
        }
        foreach ($this->entityTypes->getStorage('user')->loadByProperties(['mail' => $email]) as $user) {
            $this->userData->set('piste', $user->id(), 'marketing', false);
        }
    }
}
