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

    /** @var string */
    private $breaker;

    public function __construct(string $breaker = self::BREAKER)
    {
        $this->breaker = $breaker;
    }

    /** What visitors' requests meet: a server that has enough of our calls may be well for them. */
    public static function ofProxy(): self
    {
        return new self(self::BREAKER . '_proxy');
    }

    public function openUntil(): int
    {
        return (int) get_option($this->breaker, 0);
    }

    public function setOpenUntil(int $until): void
    {
        update_option($this->breaker, $until, false);
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
