<?php

declare(strict_types=1);

namespace Piste\Core;

/** Who somebody is, and what they allowed. */
final class Person
{
    /** @var array<string, mixed> */
    private $said;

    /** @var array<string, mixed> */
    private $agreed = [];

    /**
     * @param string $source identify: login, register, checkout, comment, form; consents: form, checkout,
     *     account, unsubscribe
     */
    public function __construct(string $email, string $source)
    {
        $this->said = ['email' => Payload::email($email), 'source' => $source];
    }

    /** Nothing is sent about somebody without a valid address. */
    public function isValid(): bool
    {
        return $this->said['email'] !== '';
    }

    public function name(string $first, string $last): self
    {
        $this->said['firstName'] = Text::cut($first, 100) ?: null;
        $this->said['lastName'] = Text::cut($last, 100) ?: null;
        return $this;
    }

    /** The page's language and address. */
    public function page(string $language, string $url): self
    {
        $this->said['language'] = Text::language($language) ?: null;
        $this->said['page'] = Text::page($url) ?: null;
        return $this;
    }

    /** The browser that it happened in. */
    public function in(?Visitor $visitor): self
    {
        $this->said['v'] = $visitor === null ? null : $visitor->id();
        return $this;
    }

    /** The box for marketing mails: true, false, null where there was none; and the words beside it. */
    public function marketing(?bool $ticked, string $words = ''): self
    {
        $this->said['marketing'] = $ticked;
        $this->agreed['text'] = Text::cut($words, 1000) ?: null;
        return $this;
    }

    /** Said in a signed-in user's own account: more than a typed address. */
    public function verified(): self
    {
        $this->agreed['verified'] = true;
        return $this;
    }

    /** When it happened, in milliseconds. */
    public function at(int $now): self
    {
        $this->said['at'] = $now;
        return $this;
    }

    /**
     * The body of POST /identify.
     *
     * @return array<string, mixed>
     */
    public function identity(): array
    {
        return Payload::withoutNulls($this->said + ['at' => Text::now()]);
    }

    /**
     * The body of POST /consents.
     *
     * @return array<string, mixed>
     */
    public function consent(bool $granted): array
    {
        $said = $this->said;
        unset($said['marketing']);
        return Payload::withoutNulls(
            ['purpose' => 'marketing', 'granted' => $granted] + $said + $this->agreed + ['at' => Text::now()]
        );
    }
}
