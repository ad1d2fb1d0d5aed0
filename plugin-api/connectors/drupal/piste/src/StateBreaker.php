<?php

namespace Drupal\piste;

use Drupal\Core\State\StateInterface;
use Piste\Core\BreakerStore;

/**
 * All processes see that the server is away.
 */
class StateBreaker implements BreakerStore
{
    public const KEY = 'piste.open_until';

    /**
     * What visitors' requests meet: a server that has enough of our calls may be well for them.
     */
    public const PROXY = 'piste.proxy_open_until';

    public function __construct(
        protected StateInterface $state,
        protected string $key = self::KEY,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public function openUntil(): int
    {
        return (int) $this->state->get($this->key, 0);
    }

    /**
     * {@inheritdoc}
     */
    public function setOpenUntil(int $until): void
    {
        $this->state->set($this->key, $until);
    }
}
