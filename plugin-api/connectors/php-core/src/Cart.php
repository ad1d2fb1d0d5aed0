<?php

declare(strict_types=1);

namespace Piste\Core;

/** A cart, always whole. At most 100 lines are told. */
final class Cart
{
    public const MOST_LINES = 100;

    /** @var string */
    private $id;

    /** @var array<string, mixed> */
    private $said;

    /**
     * @param string $id the shop's own, random or running, at most 64 characters
     * @param array<int, array<string, mixed>> $lines of Line::of(); none for an emptied cart
     */
    public function __construct(string $id, string $currency, array $lines)
    {
        $this->id = Text::cut($id, 64);
        $told = array_slice(array_values($lines), 0, self::MOST_LINES);
        $this->said = ['currency' => strtoupper($currency), 'lines' => $told];
    }

    public function id(): string
    {
        return $this->id;
    }

    /** Whose browser it is in; without a visitor a cart is not told at all. */
    public function of(Visitor $visitor): self
    {
        $this->said['v'] = $visitor->id();
        return $this;
    }

    /**
     * The address that the buyer gave, and their box for marketing mails: true, false, or null where
     * there was none.
     */
    public function person(string $email, ?bool $marketing): self
    {
        $this->said['email'] = Payload::email($email) ?: null;
        $this->said['marketing'] = $marketing;
        return $this;
    }

    /** The page's language and address. */
    public function page(string $language, string $url): self
    {
        $this->said['language'] = Text::language($language) ?: null;
        $this->said['url'] = Text::page($url) ?: null;
        return $this;
    }

    /** The time in milliseconds; it is the number of the snapshot too. */
    public function at(int $now): self
    {
        $this->said['at'] = $now;
        $this->said['seq'] = $now;
        return $this;
    }

    /** The same for carts that differ in nothing but time and page: those are not told again. */
    public function hash(): string
    {
        return CartHash::of($this->id, $this->said);
    }

    /**
     * @return array<string, mixed>
     */
    public function toArray(): array
    {
        $now = Text::now();
        return Payload::withoutNulls($this->said + ['at' => $now, 'seq' => $now]);
    }
}
