<?php

namespace Drupal\piste;

use Drupal\Core\State\StateInterface;
use Piste\Core\NoteList;
use Piste\Core\Notes;
use Psr\Log\LoggerInterface;

/**
 * The errors for the status report and the server; each code is logged once.
 */
class StateNotes implements Notes
{
    public const KEY = 'piste.notes';

    public function __construct(
        protected StateInterface $state,
        protected LoggerInterface $logger,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public function note(string $code, string $detail, int $at): void
    {
        $before = $this->all();
        $this->state->set(self::KEY, NoteList::with($before, $code, $detail, $at));
        if (!in_array($code, array_column($before, 'code'), true)) {
            $this->logger->warning('Piste: @code. @detail', ['@code' => $code, '@detail' => $detail]);
        }
    }

    /**
     * All notes, the latest first.
     */
    public function all(): array
    {
        return (array) $this->state->get(self::KEY, []);
    }

    /**
     * Forgets them.
     */
    public function clear(): void
    {
        $this->state->delete(self::KEY);
    }
}
