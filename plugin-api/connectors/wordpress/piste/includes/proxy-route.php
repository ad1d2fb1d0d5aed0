<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Breaker;
use Piste\Core\Call;
use Piste\Core\Proxy;
use Piste\Core\Request;
use Piste\Core\Response;
use Piste\Core\Text;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The tracker under this site's own name. It answers before theme and query are loaded, and at once
 * while the server is known to be away: browsers keep their events then and send them again.
 */
final class ProxyRoute
{
    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    /** Answers and ends when the request is for one of the paths; else does nothing. */
    public function serve(): void
    {
        $settings = $this->plugin->settings;
        $asked = $this->asked();
        if ($asked === null || !$settings->isConnected() || !$settings->isOn('proxy') || !$settings->may('proxy')) {
            return;
        }
        $paths = $settings->site('paths');
        $address = (string) $settings->get('address');
        $proxy = new Proxy($address, (string) $settings->get('key'), is_array($paths) ? $paths : []);
        if ($proxy->serves($asked->method, (string) strtok($asked->url, '?'))) {
            $this->forget($asked);
            self::answer($this->ask($proxy->forward($asked, self::client())));
            exit;
        }
    }

    private function ask(Request $request): Response
    {
        $breaker = new Breaker(State::ofProxy());
        if (strlen($request->body) > Proxy::MOST_BYTES) {
            return new Response(413);
        }
        $now = Text::now();
        if ($breaker->isOpen($now)) {
            return new Response(503, ['Retry-After' => (string) (Breaker::OPEN_MS / 1000)]);
        }
        $response = (new Transport())->send($request);
        if ($response->status === 0) {
            $breaker->opened(Text::now());
            return new Response(503, ['Retry-After' => (string) (Breaker::OPEN_MS / 1000)]);
        }
        $breaker->closed();
        return $response;
    }

    /** What waits about this visitor and is allowed no longer goes before the choice is passed on. */
    private function forget(Request $asked): void
    {
        $visitor = $_COOKIE[$this->plugin->settings->cookies()['visitor'] ?? 'piste_visitor'] ?? '';
        $granted = $asked->method === 'POST' ? Proxy::choice($asked->body) : null;
        if ($granted !== null && is_string($visitor) && $visitor !== '') {
            $this->plugin->queue->forgetVisitor(Call::hash($visitor), $granted);
        }
    }

    private static function answer(Response $response): void
    {
        if (!defined('DONOTCACHEPAGE')) {
            define('DONOTCACHEPAGE', true);
        }
        header_remove();
        status_header($response->status);
        header('X-Content-Type-Options: nosniff');
        if (!isset($response->headers['cache-control'])) {
            header('Cache-Control: no-store');
        }
        foreach (Proxy::returned($response) as [$name, $value]) {
            header($name . ': ' . $value, $name !== 'set-cookie');
        }
        // The tracker's own answer: its scripts and its JSON, under its own content type, never sniffed.
        echo $response->body; // phpcs:ignore WordPress.Security.EscapeOutput
    }

    /** The request below this site's home, null where it is for none of the paths for sure. */
    private function asked(): ?Request
    {
        $uri = isset($_SERVER['REQUEST_URI']) ? (string) wp_unslash($_SERVER['REQUEST_URI']) : '';
        $home = rtrim((string) wp_parse_url(home_url(), PHP_URL_PATH), '/');
        if (strpos($uri, $home . '/p/') !== 0 || strlen($uri) > 2000) {
            return null;
        }
        $method = strtoupper((string) ($_SERVER['REQUEST_METHOD'] ?? 'GET'));
        $body = $method === 'POST' ? (string) file_get_contents('php://input', false, null, 0, Proxy::MOST_BYTES + 1) : '';
        return new Request($method, substr($uri, strlen($home)), self::headers(), $body);
    }

    /**
     * @return array<string, string>
     */
    private static function headers(): array
    {
        $headers = [];
        foreach ($_SERVER as $name => $value) {
            if (is_string($value) && strpos($name, 'HTTP_') === 0) {
                $headers[strtolower(strtr(substr($name, 5), '_', '-'))] = (string) wp_unslash($value);
            }
        }
        if (isset($_SERVER['CONTENT_TYPE'])) {
            $headers['content-type'] = (string) wp_unslash($_SERVER['CONTENT_TYPE']);
        }
        return $headers;
    }

    /** The visitor's address. */
    public static function address(): string
    {
        /**
         * Filters the visitor's address that is passed on, for sites behind a proxy of their own. What the
         * request itself says of it can be made up by anybody.
         */
        $address = (string) apply_filters('piste_client_address', (string) ($_SERVER['REMOTE_ADDR'] ?? ''));
        return filter_var($address, FILTER_VALIDATE_IP) ? $address : '0.0.0.0';
    }

    /**
     * @return array{for: string, host: string, proto: string}
     */
    private static function client(): array
    {
        $home = wp_parse_url(home_url());
        $port = isset($home['port']) ? ':' . $home['port'] : '';
        return [
            'for' => self::address(),
            'host' => ($home['host'] ?? '') . $port,
            'proto' => is_ssl() || ($home['scheme'] ?? '') === 'https' ? 'https' : 'http',
        ];
    }
}
