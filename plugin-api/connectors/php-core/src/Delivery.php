<?php

declare(strict_types=1);

namespace Piste\Core;

/**
 * Brings calls to the server, never in the visitor's way: they are collected while a page is made,
 * and released at its end. Where the visitor has his page by then they are sent at once, else, or
 * when the server is away, they wait in the queue.
 */
final class Delivery
{
    public const MOST_WAITING = 10000;

    private const LEASE_MS = 60000;

    /** @var Client */
    private $client;

    /** @var QueueStore */
    private $queue;

    /** @var Breaker */
    private $breaker;

    /** @var Notes */
    private $notes;

    /** @var callable(): int milliseconds */
    private $clock;

    /** @var Call[] */
    private $collected = [];

    /** @var int|null for how many more there is room, counted once for what is released together */
    private $room;

    /**
     * @param callable(): int|null $clock milliseconds; the time of day when null
     */
    public function __construct(
        Client $client,
        QueueStore $queue,
        Breaker $breaker,
        Notes $notes,
        ?callable $clock = null
    ) {
        $this->client = $client;
        $this->queue = $queue;
        $this->breaker = $breaker;
        $this->notes = $notes;
        $this->clock = $clock ?? [Text::class, 'now'];
    }

    /** Remembers a call for the end of this request. */
    public function collect(Call $call): void
    {
        $this->collected[] = $call;
    }

    /** Whether release() has something to do. */
    public function hasCollected(): bool
    {
        return $this->collected !== [];
    }

    /**
     * The request ends.
     *
     * @param bool $detached whether the visitor has the whole page already: else nothing is sent now
     */
    public function release(bool $detached): void
    {
        $calls = $this->collected;
        $this->collected = [];
        $this->room = null;
        $later = [];
        foreach ($calls as $call) {
            if ($detached && !$this->breaker->isOpen(($this->clock)())) {
                $this->sendFirst($call);
            } elseif ($this->hasRoom()) {
                $later[] = $call;
            }
        }
        if ($later !== []) {
            $this->queue->addNew($later, ($this->clock)());
        }
    }

    /**
     * Sends what is due, until nothing is, the server is away, or the time is over.
     *
     * @param bool $force also while the breaker is open, when a person asks for it
     * @return int how many calls arrived
     */
    public function flush(int $seconds = 20, bool $force = false): int
    {
        $arrived = 0;
        $end = ($this->clock)() + $seconds * 1000;
        while (($now = ($this->clock)()) < $end && ($force || !$this->breaker->isOpen($now))) {
            $queued = $this->queue->due($now, self::LEASE_MS);
            if ($queued === null) {
                break;
            }
            $response = $this->try($queued, $now);
            $arrived += $response !== null && $response->ok() ? 1 : 0;
            if ($response !== null && RetryPolicy::mayPass($response)) {
                break;
            }
        }
        return $arrived;
    }

    private function sendFirst(Call $call): void
    {
        $response = $this->send($call);
        if (RetryPolicy::mayPass($response)) {
            $now = ($this->clock)();
            $this->wait($call, $now, RetryPolicy::next(1, $now, $response->retryAfter()), 1);
        } elseif (!$response->ok()) {
            $this->note($call, $response);
        }
    }

    /** Null when it was too old to be sent. */
    private function try(QueuedCall $queued, int $now): ?Response
    {
        if ($queued->since < $now - RetryPolicy::OLDEST_MS) {
            $this->queue->drop($queued);
            $this->notes->note('too_old', self::name($queued->call) . ' waited for 7 days', $now);
            return null;
        }
        $response = $this->send($queued->call);
        if ($response->ok()) {
            $this->queue->done($queued);
            return $response;
        }
        if (RetryPolicy::mayPass($response)) {
            $due = RetryPolicy::next($queued->attempts + 1, ($this->clock)(), $response->retryAfter());
            $this->queue->retry($queued, $due);
        } else {
            $this->queue->drop($queued);
            $this->note($queued->call, $response);
        }
        return $response;
    }

    private function send(Call $call): Response
    {
        $response = $this->client->send($call);
        if (RetryPolicy::mayPass($response)) {
            $this->breaker->opened(($this->clock)(), $response->retryAfter());
            if (RetryPolicy::refusesKey($response)) {
                $this->notes->note($response->code(), $response->detail(), ($this->clock)());
            }
        } else {
            $this->breaker->closed();
        }
        return $response;
    }

    private function wait(Call $call, int $now, int $due, int $attempts): void
    {
        if ($this->hasRoom()) {
            $this->queue->add($call, $now, $due, $attempts);
        }
    }

    /** Takes a place in the queue, or notes that there is none. */
    private function hasRoom(): bool
    {
        $this->room = $this->room ?? self::MOST_WAITING - $this->queue->stats()['length'];
        if ($this->room-- > 0) {
            return true;
        }
        $this->notes->note('queue_full', 'more than ' . self::MOST_WAITING . ' calls wait', ($this->clock)());
        return false;
    }

    private function note(Call $call, Response $response): void
    {
        $detail = $response->detail();
        $this->notes->note(
            $response->code(),
            self::name($call) . ' was given up' . ($detail === '' ? '' : ': ' . $detail),
            ($this->clock)()
        );
    }

    /** What kind of call it was: ids of carts and orders are of no use in a log, and addresses of people a harm. */
    private static function name(Call $call): string
    {
        return $call->method . ' ' . strtok($call->path, '/?') . (substr_count($call->path, '/') > 1 ? '/…' : '');
    }
}
