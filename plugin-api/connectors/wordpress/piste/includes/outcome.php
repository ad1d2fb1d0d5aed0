<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Response;

if (!defined('ABSPATH')) {
    exit;
}

/** What came of a test of the connection, in words for an administrator. */
final class Outcome
{
    /** @var string "connected", or what is wrong in one word */
    public $code;

    /** @var string the site's name over there, or what the server or the network said */
    public $detail;

    public function __construct(string $code, string $detail = '')
    {
        $this->code = $code;
        $this->detail = $detail;
    }

    public static function connected(string $site): self
    {
        return new self('connected', $site);
    }

    /** What an answer that is no good means. */
    public static function of(Response $answer): self
    {
        if ($answer->status === 0) {
            return new self(self::network($answer->body), $answer->detail());
        }
        if ($answer->status >= 300 && $answer->status < 400) {
            return new self('moved', (string) $answer->header('location'));
        }
        if ($answer->status === 401) {
            return new self($answer->code() === 'bad_key' ? 'bad_key' : 'not_piste');
        }
        if (in_array($answer->code(), ['scope_missing', 'database_away', 'busy', 'too_many_requests'], true)) {
            return new self($answer->code(), $answer->detail());
        }
        return new self($answer->status >= 500 ? 'server_ill' : 'not_piste', (string) $answer->status);
    }

    public function isConnected(): bool
    {
        return $this->code === 'connected';
    }

    /** A sentence or two: what is the matter, and what to do. Plain text. */
    public function text(): string
    {
        $texts = Texts::outcomes();
        return sprintf($texts[$this->code] ?? $texts['server_ill'], $this->detail);
    }

    /** The words of WordPress's own transports, by what they mean. */
    private static function network(string $said): string
    {
        $meanings = [
            'blocked' => '/http_request_not_executed|blocked requests/i',
            'no_such_host' => '/resolve|getaddrinfo|name or service not known|cURL error 6\b/i',
            'bad_certificate' => '/ssl|certificate|cURL error (35|51|58|60)\b/i',
            'slow' => '/timed? ?out|cURL error 28\b/i',
            'not_piste' => '/cURL error (1|8|52|56)\b|empty reply|received http/i',
        ];
        foreach ($meanings as $code => $pattern) {
            if (preg_match($pattern, $said) === 1) {
                return $code;
            }
        }
        return 'refused';
    }
}
