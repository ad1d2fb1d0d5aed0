<?php

declare(strict_types=1);

namespace Piste\Core;

/**
 * A call that may wait in the queue: what it says, and whom it is about, so that a withdrawal or an
 * erasure finds it there. The idempotency key is made once: a repeat is known as such.
 */
final class Call
{
    /** @var string POST, PUT or DELETE */
    public $method;

    /** @var string below /api/v1, beginning with a slash */
    public $path;

    /** @var array<string, mixed>|null */
    public $body;

    /** @var string 22 characters */
    public $key;

    /** @var string who it is about: a hash of the visitor, empty for nobody */
    public $visitor = '';

    /** @var string the purpose that allowed it; empty where any does, or none is needed */
    public $purpose = '';

    /** @var string a hash of the address of the person it is about, empty for nobody */
    public $person = '';

    /**
     * @param array<string, mixed>|null $body
     */
    public function __construct(string $method, string $path, ?array $body, string $key = '')
    {
        $this->method = $method;
        $this->path = $path;
        $this->body = $body;
        $this->key = $key === '' ? Text::random() : $key;
    }

    /** PUT /carts/{id}: the whole cart as it is now. */
    public static function cart(Cart $cart): self
    {
        return self::about(new self('PUT', '/carts/' . rawurlencode($cart->id()), $cart->toArray()), 'carts');
    }

    /** PUT /orders/{id}: an order and its status. */
    public static function order(Order $order): self
    {
        return self::about(new self('PUT', '/orders/' . rawurlencode($order->id()), $order->toArray()), 'carts');
    }

    /** POST /identify: the visitor is this person. */
    public static function identify(Person $person): self
    {
        return self::about(new self('POST', '/identify', $person->identity()), '');
    }

    /** POST /consents: marketing by e-mail allowed or taken back. */
    public static function consent(Person $person, bool $granted): self
    {
        $call = new self('POST', '/consents', $person->consent($granted));
        // Permission for e-mail is the person's own word: no visitor's withdrawal takes it along.
        $call->person = self::hash((string) ($call->body['email'] ?? ''));
        return $call;
    }

    /** PUT /contents/{id}: a post or a product. */
    public static function content(Content $content): self
    {
        return new self('PUT', '/contents/' . rawurlencode($content->id()), $content->toArray());
    }

    /** DELETE /contents/{id}: it is no longer to be seen. */
    public static function contentGone(string $id): self
    {
        return new self('DELETE', '/contents/' . rawurlencode(Text::cut($id, 64)), null);
    }

    /** How a visitor or an address stands beside a call that waits. */
    public static function hash(string $who): string
    {
        return $who === '' ? '' : substr(hash('sha256', strtolower(trim($who))), 0, 32);
    }

    /** As a text for the queue. */
    public function toJson(): string
    {
        return (string) json_encode(get_object_vars($this), JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    }

    /** From the queue; null for a text of another making. */
    public static function fromJson(string $json): ?self
    {
        $read = json_decode($json, true);
        if (!is_array($read) || !is_string($read['method'] ?? null) || !is_string($read['path'] ?? null)) {
            return null;
        }
        $body = $read['body'] ?? null;
        $call = new self($read['method'], $read['path'], is_array($body) ? $body : null, (string) ($read['key'] ?? ''));
        foreach (['visitor', 'purpose', 'person'] as $field) {
            $call->$field = (string) ($read[$field] ?? '');
        }
        return $call;
    }

    private static function about(self $call, string $purpose): self
    {
        $call->visitor = self::hash((string) ($call->body['v'] ?? ''));
        $call->person = self::hash((string) ($call->body['email'] ?? ''));
        $call->purpose = $call->visitor === '' ? '' : $purpose;
        return $call;
    }
}
