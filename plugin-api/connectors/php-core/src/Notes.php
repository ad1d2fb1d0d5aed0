<?php

declare(strict_types=1);

namespace Piste\Core;

/** Where it is written down what went wrong, for the administrator. */
interface Notes
{
    /** Keeps it; the same code again only counts up. $at is milliseconds. */
    public function note(string $code, string $detail, int $at): void;
}
