<?php

declare(strict_types=1);

namespace Piste\Core;

/** The errors that a connector tells of itself: at most 20, each code once, the latest first. */
final class NoteList
{
    public const MOST = 20;

    private function __construct()
    {
    }

    /**
     * @param array<int, array{code: string, detail: string, at: int, count: int}> $notes
     * @return array<int, array{code: string, detail: string, at: int, count: int}>
     */
    public static function with(array $notes, string $code, string $detail, int $at): array
    {
        $count = 1;
        foreach ($notes as $index => $note) {
            if ($note['code'] === $code) {
                $count += $note['count'];
                unset($notes[$index]);
            }
        }
        array_unshift($notes, ['code' => $code, 'detail' => Text::cut($detail, 300), 'at' => $at, 'count' => $count]);
        return array_slice(array_values($notes), 0, self::MOST);
    }
}
