<?php

namespace Drupal\piste\Event;

use Symfony\Contracts\EventDispatcher\Event;

/**
 * The server said something: subscribe to "piste.message" to act on it.
 */
class MessageEvent extends Event
{
    public const NAME = 'piste.message';

    /**
     * Says what and about whom.
     *
     * @param string $type
     *   One of contact.unsubscribed, consent.withdrawn, cart.recovered; others may come.
     * @param array $data
     *   What belongs to the type, such as the e-mail.
     */
    public function __construct(
        public readonly string $type,
        public readonly array $data,
    ) {
    }
}
