<?php

declare(strict_types=1);

namespace Piste\Core;

/**
 * The tracker under the site's own name: few fixed paths below /p/, passed on with the key, and
 * nothing else. Links in mails are among them: where the console names this host as the tracker's
 * address, nobody could unsubscribe otherwise.
 */
final class Proxy
{
    public const MOST_BYTES = 65536;

    /** What a browser says that the tracker needs; of the cookies only ours. */
    private const FORWARDED = '/^(accept|accept-language|content-type|cookie|origin|referer|user-agent|if-none-match'
        . '|if-modified-since|dnt|sec-[a-z-]+)$/';

    private const OWN_COOKIE = '/^piste_[a-z_]+=/';

    private const RETURNED = ['content-type', 'cache-control', 'etag', 'last-modified', 'retry-after', 'set-cookie',
        'vary', 'x-content-type-options', 'location', 'content-security-policy', 'referrer-policy', 'x-frame-options'];

    private const LINK = '#^/p/l/[a-z]/[A-Za-z0-9_-]{16,64}$#D';

    /** @var string */
    private $address;

    /** @var string */
    private $key;

    /** @var array<string, string> */
    private $paths;

    /**
     * @param array<string, string> $paths of the ping: script, banner, events, consent
     */
    public function __construct(string $address, string $key, array $paths)
    {
        $this->address = rtrim($address, '/');
        $this->key = $key;
        $this->paths = $paths;
    }

    /** Whether this path is one of the few. */
    public function serves(string $method, string $path): bool
    {
        if (preg_match('#^/p/(?:[a-z0-9_-]{1,40}/)?[a-z0-9_-]{1,40}\.js$#', $path) === 1) {
            return in_array($method, ['GET', 'HEAD'], true) && in_array(dirname($path), $this->folders(), true);
        }
        if (preg_match(self::LINK, $path) === 1) {
            return in_array($method, ['GET', 'HEAD', 'POST'], true);
        }
        $both = ['/p/v1/consent', '/p/v1/restore', $this->paths['consent'] ?? ''];
        $posted = ['/p/v1/e', '/p/v1/a', $this->paths['events'] ?? ''];
        return strpos($path, '/p/') === 0
            && (($method === 'POST' && in_array($path, array_merge($both, $posted), true))
                || ($method === 'GET' && in_array($path, $both, true)));
    }

    /**
     * The request to send on.
     *
     * @param array<string, string> $headers of the browser, by name in any case
     * @param array{for: string, host: string, proto: string} $client
     */
    public function forward(Request $asked, array $client): Request
    {
        $headers = [];
        foreach ($asked->headers as $name => $value) {
            if (preg_match(self::FORWARDED, strtolower($name)) === 1) {
                $said = strtolower($name) === 'cookie' ? self::ownCookies($value) : $value;
                $headers[$name] = self::clean($said);
            }
        }
        $headers = array_filter($headers, 'strlen');
        $headers['X-Piste-Proxy'] = $this->key;
        $headers['X-Forwarded-For'] = $client['for'];
        $headers['X-Forwarded-Host'] = $client['host'];
        $headers['X-Forwarded-Proto'] = $client['proto'];
        // What no client would send on looks like a server that is away, and closes the door for everybody.
        $url = (string) preg_replace_callback('/[^\x21-\x7e]/', static function (array $found): string {
            return rawurlencode($found[0]);
        }, $asked->url);
        return new Request($asked->method, $this->address . $url, $headers, $asked->body);
    }

    /** A header's value in one line, without anything that clients refuse to send. */
    private static function clean(string $value): string
    {
        return (string) preg_replace('/[\x00-\x1f\x7f]+/', ' ', $value);
    }

    /** Sessions of the CMS are none of the tracker's business. */
    private static function ownCookies(string $cookies): string
    {
        return implode('; ', (array) preg_grep(self::OWN_COOKIE, array_map('trim', explode(';', $cookies))));
    }

    /**
     * The headers for the browser: a tracker sets no cookie here but its own.
     *
     * @return array<int, array{0: string, 1: string}> names and values; a name may stand several times
     */
    public static function returned(Response $response): array
    {
        $headers = [];
        foreach (self::RETURNED as $name) {
            $values = (array) ($response->headers[$name] ?? []);
            foreach ($name === 'set-cookie' ? preg_grep(self::OWN_COOKIE, $values) : $values as $value) {
                $headers[] = [$name, self::clean($value)];
            }
        }
        return $headers;
    }

    /**
     * The purposes that a choice allows, for the queue: null when the text is no choice.
     *
     * @return string[]|null
     */
    public static function choice(string $body): ?array
    {
        $said = json_decode($body, true);
        $granted = is_array($said) ? ($said['granted'] ?? null) : null;
        return is_array($granted) ? array_values(array_filter($granted, 'is_string')) : null;
    }

    /**
     * @return string[]
     */
    private function folders(): array
    {
        return ['/p', dirname($this->paths['script'] ?? '/p/t.js'), dirname($this->paths['banner'] ?? '/p/c.js')];
    }
}
