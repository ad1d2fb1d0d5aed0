<?php

namespace Piste\Drupal\Tests;

/** A shop that goes through one purchase, step by step, and what was told to the server at each. */
interface Shop
{
    /** Whether the visitor comes with our cookies; whether cart hashes are remembered. */
    public function open(bool $consented, bool $remembers): void;

    /** Goes through a purchase: two clicks more of the same tea, an address, an order. */
    public function buy(): void;

    /**
     * What was sent, in order.
     *
     * @return array<int, array{0: string, 1: array<string, mixed>}> "PUT /carts/id" and the body
     */
    public function sent(): array;

    public function close(): void;
}
