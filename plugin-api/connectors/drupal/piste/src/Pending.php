<?php

namespace Drupal\piste;

use Piste\Core\Call;
use Psr\Log\LoggerInterface;

/**
 * What this request found to tell. Hooks only leave a note here; calls are made and sent at its end.
 */
class Pending
{
    /**
     * What makes the calls, by what it is about.
     *
     * @var array<string, callable(): iterable<Call>>
     */
    protected array $makers = [];

    public function __construct(
        protected Connection $connection,
        protected LoggerInterface $logger,
    ) {
    }

    /**
     * Remembers that something has to be told; the latest word about a thing counts.
     *
     * @param string $about
     *   What it is about, such as "node:5".
     * @param callable(): iterable<Call> $maker
     *   Makes the calls once the page is out.
     */
    public function later(string $about, callable $maker): void
    {
        $this->makers[$about] = $maker;
    }

    /**
     * Whether something is told about it already.
     */
    public function has(string $about): bool
    {
        return isset($this->makers[$about]);
    }

    /**
     * Remembers a call.
     */
    public function call(Call $call): void
    {
        $this->later('call:' . $call->key, fn (): array => [$call]);
    }

    /**
     * The page is out.
     *
     * @param bool $detached
     *   Whether the visitor has the whole of it: else nothing is sent now.
     */
    public function release(bool $detached): void
    {
        if (!$this->makers) {
            return;
        }
        $makers = $this->makers;
        $this->makers = [];
        $delivery = $this->connection->delivery();
        foreach ($makers as $about => $maker) {
            try {
                foreach ($maker() as $call) {
                    $delivery->collect($call);
                }
            } catch (\Throwable $e) {
              // The shop goes on whatever is wrong with one of its products.
                $this->logger->error('Piste: @about could not be told: @class at @file:@line', [
                    '@about' => strtok((string) $about, ':'),
                    '@class' => get_class($e),
                    '@file' => basename($e->getFile()),
                    '@line' => $e->getLine(),
                ]);
            }
        }
        if ($delivery->hasCollected()) {
            $delivery->release($detached);
            if ($detached) {
              // The server may just be back: what waited goes along, for as long as a call may take.
                $delivery->flush(2);
            }
        }
    }
}
