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

    public function __construct(protected StateInterface $state)
    {
    }

    /**
     * {@inheritdoc}
     */
    public function openUntil(): int
    {
        return (int) $this->state->get(self::KEY, 0);
    }

    /**
     * {@inheritdoc}
     */
    public function setOpenUntil(int $until): void
    {
        $this->state->set(self::KEY, $until);
    }
}
