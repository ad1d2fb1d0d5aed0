<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/** What Tools → Site Health says of the connection, the queue and the own-host proxy. */
final class SiteHealth
{
    /** A queue is long when its first call has waited for an hour. */
    private const LONG_MS = 3600000;

    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        add_filter('site_status_tests', function (array $tests): array {
            $tests['direct']['piste_connection'] =
                ['label' => __('Piste connection', 'piste'), 'test' => [$this, 'connection']];
            $tests['direct']['piste_queue'] = ['label' => __('Piste queue', 'piste'), 'test' => [$this, 'queue']];
            $tests['direct']['piste_proxy'] = ['label' => __('Piste on this host', 'piste'), 'test' => [$this, 'proxy']];
            return $tests;
        });
        add_filter('debug_information', [$this, 'debug']);
    }

    /** @return array<string, mixed> */
    public function connection(): array
    {
        if (!$this->plugin->settings->isConnected()) {
            $text = Texts::of('health_unconnected');
            return self::result('connection', 'recommended', __('Piste is not connected', 'piste'), $text);
        }
        $answer = $this->plugin->client()->ping();
        $outcome = $answer->ok() ? null : Outcome::of($answer);
        return $outcome === null
            ? self::result('connection', 'good', __('Piste is connected', 'piste'), __('The server answers and knows the key.', 'piste'))
            : self::result('connection', 'critical', __('Piste cannot be reached', 'piste'), $outcome->text());
    }

    /** @return array<string, mixed> */
    public function queue(): array
    {
        if (!$this->plugin->settings->isConnected()) {
            return self::result('queue', 'good', __('Nothing waits for Piste', 'piste'), '');
        }
        $stats = $this->plugin->queue->stats();
        if ($stats['oldest'] === null || $stats['oldest'] > time() * 1000 - self::LONG_MS) {
            /* translators: %d: a number of messages */
            $text = sprintf(__('Messages waiting to be sent: %d.', 'piste'), $stats['length']);
            return self::result('queue', 'good', __('The queue for Piste moves', 'piste'), $text);
        }
        $text = sprintf(Texts::of('health_stuck'), $stats['length']);
        return self::result('queue', 'recommended', __('The queue for Piste does not move', 'piste'), $text);
    }

    /** @return array<string, mixed> */
    public function proxy(): array
    {
        $settings = $this->plugin->settings;
        if (!$settings->isConnected() || !$settings->isOn('proxy') || $settings->usesProxy()) {
            return self::result('proxy', 'good', __('Piste’s script is where it should be', 'piste'), '');
        }
        $text = Texts::of('health_proxy');
        return self::result('proxy', 'recommended', __('Piste does not run under this site’s name', 'piste'), $text);
    }

    public function debug(array $info): array
    {
        $settings = $this->plugin->settings;
        $connected = $settings->isConnected();
        $stats = $connected ? $this->plugin->queue->stats() : ['length' => 0, 'oldest' => null];
        $info['piste'] = ['label' => 'Piste', 'fields' => [
            'version' => ['label' => __('Version', 'piste'), 'value' => VERSION],
            'server' => ['label' => __('Server', 'piste'), 'value' => (string) $settings->get('address')],
            'site' => ['label' => __('Site', 'piste'), 'value' => $connected ? (string) $settings->site('publicId') : '–'],
            'queue' => ['label' => __('Messages waiting', 'piste'), 'value' => (string) $stats['length']],
            'proxy' => ['label' => __('On this site’s host', 'piste'), 'value' => $settings->usesProxy() ? 'yes' : 'no'],
        ]];
        return $info;
    }

    /** @return array<string, mixed> */
    private static function result(string $test, string $status, string $label, string $text): array
    {
        $page = sprintf(
            '<a href="%s">%s</a>',
            esc_url(SettingsPage::url()),
            esc_html__('Settings of Piste', 'piste')
        );
        return [
            'test' => 'piste_' . $test,
            'status' => $status,
            'label' => $label,
            'badge' => ['label' => 'Piste', 'color' => 'blue'],
            'description' => '<p>' . esc_html($text) . '</p>',
            'actions' => $status === 'good' ? '' : $page,
        ];
    }
}
