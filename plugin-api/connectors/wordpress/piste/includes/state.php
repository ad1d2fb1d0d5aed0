<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\BreakerStore;
use Piste\Core\NoteList;
use Piste\Core\Notes;

if (!defined('ABSPATH')) {
    exit;
}

/** Whether the server is away, and what went wrong lately: options that are only loaded when asked for. */
final class State implements BreakerStore, Notes
{
    public const BREAKER = 'piste_breaker';
    public const NOTES = 'piste_notes';

    public function openUntil(): int
    {
        return (int) get_option(self::BREAKER, 0);
    }

    public function setOpenUntil(int $until): void
    {
        update_option(self::BREAKER, $until, false);
    }

    public function note(string $code, string $detail, int $at): void
    {
        update_option(self::NOTES, NoteList::with($this->notes(), $code, $detail, $at), false);
    }

    /**
     * @return array<int, array{code: string, detail: string, at: int, count: int}>
     */
    public function notes(): array
    {
        $notes = get_option(self::NOTES);
        return is_array($notes) ? $notes : [];
    }
}
