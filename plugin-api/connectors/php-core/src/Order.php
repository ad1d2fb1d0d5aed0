<?php

declare(strict_types=1);

namespace Piste\Core;

/** An order with its status. Each (order, status) counts once. */
final class Order
{
    public const PLACED = 'placed';
    public const PAID = 'paid';
    public const COMPLETED = 'completed';
    public const CANCELLED = 'cancelled';
    public const REFUNDED = 'refunded';
    public const FAILED = 'failed';

    /** @var string */
    private $id;

    /** @var array<string, mixed> */
    private $said;

    /**
     * @param string $status one of the constants
     * @param mixed $total
     * @param array<int, array<string, mixed>> $lines of Line::of()
     */
    public function __construct(string $id, string $status, string $currency, $total, array $lines)
    {
        $this->id = Text::cut($id, 64);
        $this->said = [
            'status' => $status,
            'currency' => strtoupper($currency),
            'total' => Text::amount($total),
            'lines' => array_slice(array_values($lines), 0, Cart::MOST_LINES),
        ];
    }

    public function id(): string
    {
        return $this->id;
    }

    /** The visitor who bought, by the id that the order kept, and the cart it was; both may be empty. */
    public function from(string $visitor, string $cart): self
    {
        $this->said['v'] = $visitor === '' ? null : $visitor;
        $this->said['cart'] = Text::cut($cart, 64) ?: null;
        return $this;
    }

    /** The buyer; see Cart::person(). */
    public function person(string $email, ?bool $marketing, string $language): self
    {
        $this->said['email'] = Payload::email($email) ?: null;
        $this->said['marketing'] = $marketing;
        $this->said['language'] = Text::language($language) ?: null;
        return $this;
    }

    /**
     * What was paid back so far.
     *
     * @param mixed $amount
     */
    public function refunded($amount): self
    {
        $this->said['refunded'] = Text::amount($amount) ?: null;
        return $this;
    }

    /** When it happened, in milliseconds. */
    public function at(int $now): self
    {
        $this->said['at'] = $now;
        return $this;
    }

    /**
     * @return array<string, mixed>
     */
    public function toArray(): array
    {
        return Payload::withoutNulls($this->said + ['at' => Text::now()]);
    }
}
