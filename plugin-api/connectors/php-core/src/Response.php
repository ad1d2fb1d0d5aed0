<?php

declare(strict_types=1);

namespace Piste\Core;

/** What came back; status 0 stands for no answer at all. */
final class Response
{
    /** @var int HTTP status, 0 without an answer */
    public $status;

    /** @var array<string, string|string[]> by name in lower case; several values as a list */
    public $headers;

    /** @var string the body; without an answer what the transport says about it */
    public $body;

    /**
     * @param array<string, string|string[]> $headers names in any case
     */
    public function __construct(int $status, array $headers = [], string $body = '')
    {
        $this->status = $status;
        $this->headers = array_change_key_case($headers, CASE_LOWER);
        $this->body = $body;
    }

    /** Nobody answered within the time. */
    public static function none(string $reason): self
    {
        return new self(0, [], $reason);
    }

    public function ok(): bool
    {
        return $this->status >= 200 && $this->status < 300;
    }

    /** The first value of a header, null where it is missing. */
    public function header(string $name): ?string
    {
        $value = $this->headers[strtolower($name)] ?? null;
        return is_array($value) ? ($value[0] ?? null) : $value;
    }

    /**
     * The body as an object; empty when it is none.
     *
     * @return array<string, mixed>
     */
    public function json(): array
    {
        $read = json_decode($this->body, true);
        return is_array($read) ? $read : [];
    }

    /** The stable code of a problem, "no_answer", or "http_500" where the answer is none of ours. */
    public function code(): string
    {
        if ($this->status === 0) {
            return 'no_answer';
        }
        $code = $this->json()['code'] ?? null;
        return is_string($code) && preg_match('/^[a-z0-9_]{1,60}$/', $code) === 1
            ? $code
            : 'http_' . $this->status;
    }

    /** What the server says is wrong, at most 300 characters; empty when it says nothing. */
    public function detail(): string
    {
        $detail = $this->status === 0 ? $this->body : ($this->json()['detail'] ?? '');
        return is_string($detail) ? Text::cut($detail, 300) : '';
    }

    /** Seconds that the server asks to wait, 0 where it asks for nothing; at most 6 hours. */
    public function retryAfter(): int
    {
        return (int) min(21600, max(0, (int) $this->header('retry-after')));
    }
}
