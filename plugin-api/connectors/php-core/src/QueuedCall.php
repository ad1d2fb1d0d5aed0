<?php

declare(strict_types=1);

namespace Piste\Core;

/** A call that waits. */
final class QueuedCall
{
    /** @var int the store's own number */
    public $id;

    /** @var Call */
    public $call;

    /** @var int how often it was tried */
    public $attempts;

    /** @var int milliseconds when it was put there */
    public $since;

    public function __construct(int $id, Call $call, int $attempts, int $since)
    {
        $this->id = $id;
        $this->call = $call;
        $this->attempts = $attempts;
        $this->since = $since;
    }
}
