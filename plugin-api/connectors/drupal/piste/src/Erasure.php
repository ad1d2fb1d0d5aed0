<?php

namespace Drupal\piste;

use Piste\Core\Call;
use Piste\Core\QueueStore;

/**
 * Who leaves is forgotten: here in what waits, and over there.
 */
class Erasure
{
    public function __construct(
        protected Pending $pending,
        protected QueueStore $queue,
        protected Settings $settings,
    ) {
    }

    /**
     * An account was deleted.
     */
    public function account(string $email): void
    {
        if ($email === '' || !$this->settings->isComplete() || !$this->settings->config()->get('erase_accounts')) {
            return;
        }
        $this->waiting($email);
        $this->pending->call(new Call('DELETE', '/privacy?email=' . rawurlencode($email), null));
    }

    /**
     * Removes what waits about a person.
     */
    public function waiting(string $email): void
    {
        $this->queue->forgetPerson(Call::hash($email));
    }
}
