<?php

declare(strict_types=1);

namespace Piste\Core;

/** Where all processes of a CMS see that the server is away. */
interface BreakerStore
{
    /** Milliseconds until when nothing is sent; 0 when the server is well. */
    public function openUntil(): int;

    public function setOpenUntil(int $until): void;
}
