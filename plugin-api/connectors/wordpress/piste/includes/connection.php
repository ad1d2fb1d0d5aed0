<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Request;
use Piste\Core\Response;
use Piste\Core\Text;

if (!defined('ABSPATH')) {
    exit;
}

/** Asks the server who we are over there, keeps what it says, and tells it how we are. */
final class Connection
{
    public const HOURLY = 'piste_hourly';

    /** Purposes of the site's own that are named as a category of the WP Consent API mean just that. */
    private const CATEGORIES = ['preferences', 'statistics', 'statistics-anonymous', 'marketing'];

    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        add_action(self::HOURLY, [$this, 'hourly']);
        if ($this->plugin->settings->isConnected() && !wp_next_scheduled(self::HOURLY)) {
            wp_schedule_event(time() + HOUR_IN_SECONDS, 'hourly', self::HOURLY);
        }
    }

    /**
     * Tests address and key as they are saved.
     *
     * @return Outcome "connected", or what is wrong
     */
    public function test(): Outcome
    {
        $settings = $this->plugin->settings;
        $fault = self::fault((string) $settings->get('address'), (string) $settings->get('key'));
        if ($fault !== null) {
            $settings->saveSite(null);
            return $fault;
        }
        $answer = $this->plugin->client()->ping();
        if (!$answer->ok() || !is_string($answer->json()['publicId'] ?? null)) {
            // A server that is away is no reason to forget who we are.
            if ($answer->status !== 0 && $answer->status < 500 && $answer->status !== 429) {
                $settings->saveSite(null);
            }
            return Outcome::of($answer);
        }
        $this->plugin->state->setOpenUntil(0);
        State::ofProxy()->setOpenUntil(0);
        Queue::make();
        $this->keep($answer->json());
        return Outcome::connected((string) $settings->site('site'));
    }

    /** Once an hour: what the server says anew, what waits here, and what went wrong. */
    public function hourly(): void
    {
        if (!$this->plugin->settings->isConnected()) {
            return;
        }
        $answer = $this->plugin->client()->ping();
        if ($answer->ok()) {
            $this->keepPing($answer->json());
        } elseif ($answer->status !== 0) {
            $this->plugin->state->note($answer->code(), 'GET /ping: ' . $answer->detail(), Text::now());
        }
        $this->report();
        $this->plugin->flush();
    }

    /** Says how long our queue is and what went wrong. */
    public function report(): void
    {
        $this->plugin->client()->report($this->plugin->queue->stats(), $this->plugin->state->notes());
    }

    /** What is wrong with address or key before anybody is asked; null when nothing is. */
    public static function fault(string $address, string $key): ?Outcome
    {
        $part = wp_parse_url($address);
        $host = is_array($part) ? (string) ($part['host'] ?? '') : '';
        $scheme = is_array($part) ? (string) ($part['scheme'] ?? '') : '';
        if ($host === '' || !in_array($scheme, ['http', 'https'], true) || isset($part['query']) || isset($part['user'])) {
            return new Outcome('bad_address');
        }
        if ($scheme === 'http' && !in_array($host, ['localhost', '127.0.0.1', '[::1]'], true)) {
            return new Outcome('not_https');
        }
        if (preg_match('/^[A-Za-z0-9._~+\/=-]{16,2000}$/', $key) !== 1) {
            return new Outcome('odd_key');
        }
        return null;
    }

    /**
     * @param array<string, mixed> $said
     */
    private function keep(array $said): void
    {
        $this->keepPing($said);
        $this->plugin->settings->saveSite(['proxyWorks' => $this->isProxyWorking()]);
        $this->subscribe();
        $this->report();
    }

    /**
     * @param array<string, mixed> $said
     */
    private function keepPing(array $said): void
    {
        $known = ['site', 'publicId', 'tracker', 'snippet', 'paths', 'cookies', 'identitySecret', 'scopes', 'server',
            'cartRecovery', 'restoreUrl'];
        $this->plugin->settings->saveSite(
            ['at' => time()] + array_intersect_key($said, array_flip($known)) + array_fill_keys($known, '')
        );
        $this->plugin->settings->saveSite($this->whoAsks());
    }

    /**
     * Whether our banner asks, or another one does that ours follows; and whether what ours hears is for
     * other plugins too.
     *
     * @return array<string, mixed>
     */
    private function whoAsks(): array
    {
        $settings = $this->plugin->settings;
        $paths = $settings->site('paths');
        $path = is_array($paths) && isset($paths['consent']) ? $paths['consent'] : '/p/v1/consent';
        $url = $settings->get('address') . $path . '?s=' . rawurlencode((string) $settings->site('publicId')) . '&l=en';
        $said = (new Transport())->send(new Request('GET', $url, ['Accept' => 'application/json']))->json();
        $named = (string) ($said['options']['banner'] ?? '');
        $banner = $named === 'own' ? '' : $named;
        $purposes = array_column((array) ($said['body']['purposes'] ?? []), 'id');
        return [
            'asks' => in_array($banner, ['wp', 'complianz'], true) ? 'wp' : $banner,
            'tellsOthers' => $banner === '' && array_intersect(self::CATEGORIES, $purposes) !== [],
        ];
    }

    /** Many web servers answer for addresses that end in .js themselves: so it is tried. */
    private function isProxyWorking(): bool
    {
        $settings = $this->plugin->settings;
        if (!$settings->isOn('proxy') || !$settings->may('proxy')) {
            return false;
        }
        $paths = $settings->site('paths');
        $script = home_url(is_array($paths) && isset($paths['script']) ? (string) $paths['script'] : '/p/t.js');
        $answer = (new Transport())->send(new Request('GET', $script, ['Accept' => '*/*']));
        return $answer->ok() && strpos((string) $answer->header('content-type'), 'javascript') !== false;
    }

    private function subscribe(): void
    {
        if ($this->plugin->settings->may('webhooks') && strpos(WebhookRoute::url(), 'https://') === 0) {
            $answer = $this->plugin->client()->putWebhook(WebhookRoute::NAME, WebhookRoute::url(), WebhookRoute::EVENTS);
            $secret = $answer->json()['secret'] ?? '';
            if ($answer->ok() && is_string($secret) && $secret !== '') {
                $this->plugin->settings->saveSite(['webhookSecret' => $secret]);
            } elseif (!$answer->ok()) {
                $this->plugin->state->note($answer->code(), 'PUT /webhooks: ' . $answer->detail(), Text::now());
            }
        }
    }
}
