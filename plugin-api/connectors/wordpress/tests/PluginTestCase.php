<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use PHPUnit\Framework\TestCase;
use Piste\WordPress\Plugin;
use Piste\WordPress\Queue;
use Piste\WordPress\State;
use Piste\WordPress\WebhookRoute;

/** A connected plugin whose requests go nowhere and are looked at; what a test stores is rolled back. */
abstract class PluginTestCase extends TestCase
{
    protected const VISITOR = 'Zr8c0mP1S5yQ2tXv4wLbNg';
    protected const SITE = 'uQ3_b8wZk1Xa';

    /** @var array<int, array{method: string, url: string, headers: array<string, string>, body: mixed}> */
    protected $sent = [];

    /** @var callable(string, string): array{0: int, 1: array<string, mixed>} status and body by method and path */
    protected $answer;

    /** @var Plugin */
    protected $plugin;

    protected function setUp(): void
    {
        global $wpdb;
        $wpdb->query('START TRANSACTION');
        wp_cache_flush();
        $_COOKIE = [];
        $_POST = [];
        $_GET = [];
        $this->sent = [];
        $this->answer = static function (): array {
            return [202, ['status' => 'stored']];
        };
        $this->plugin = Plugin::instance();
        $wpdb->query('DELETE FROM ' . Queue::table());
        foreach ([State::NOTES, State::BREAKER, WebhookRoute::SEEN] as $option) {
            delete_option($option);
        }
        add_filter('pre_http_request', [$this, 'capture'], 10, 3);
        $this->plugin->settings->save(['address' => 'https://t.example', 'key' => 'a-key-of-this-test']);
        $this->plugin->settings->saveSite(null);
        $this->plugin->settings->saveSite([
            'publicId' => self::SITE, 'site' => 'Tea shop', 'snippet' => 'https://t.example/p/t.js', 'at' => time(),
            'identitySecret' => str_repeat('s', 43), 'scopes' => ['events', 'contents', 'privacy', 'webhooks', 'proxy'],
            'cookies' => ['consent' => 'piste_consent', 'visitor' => 'piste_visitor'], 'asks' => '',
        ]);
    }

    protected function tearDown(): void
    {
        global $wpdb;
        remove_filter('pre_http_request', [$this, 'capture']);
        $this->plugin->delivery()->release(false);
        wp_set_current_user(0);
        $wpdb->query('ROLLBACK');
        wp_cache_flush();
    }

    /** @param array<string, mixed> $asked */
    public function capture($before, $asked, $url): array
    {
        $path = (string) substr($url, strlen('https://t.example'));
        $body = json_decode((string) $asked['body'], true);
        $headers = $asked['headers'];
        $this->sent[] = ['method' => $asked['method'], 'url' => $path, 'headers' => $headers, 'body' => $body];
        [$status, $said] = ($this->answer)($asked['method'], $path);
        return [
            'headers' => ['content-type' => 'application/json'],
            'response' => ['code' => $status, 'message' => ''],
            'body' => (string) wp_json_encode($said),
            'cookies' => [],
            'filename' => null,
        ];
    }

    /** This browser's owner agreed to these purposes. */
    protected function agree(string ...$purposes): void
    {
        $_COOKIE['piste_visitor'] = self::VISITOR;
        $_COOKIE['piste_consent'] = '1.k3JX1vZcTQ-9mBq0h7sYdA.1.' . implode('-', $purposes) . '.1772442010';
    }

    /**
     * The request ends: what is sent, as "METHOD path" with the body.
     *
     * @return array<string, mixed>
     */
    protected function told(): array
    {
        $this->sent = [];
        $this->plugin->delivery()->release(true);
        return array_column(array_map(static function (array $request): array {
            $path = (string) substr($request['url'], strlen('/api/v1'));
            return ['call' => $request['method'] . ' ' . $path, 'body' => $request['body']];
        }, $this->sent), 'body', 'call');
    }

    protected function user(string $role, string $email = 'jo@example.com'): \WP_User
    {
        $id = wp_insert_user(['user_login' => 'jo' . wp_rand(), 'user_pass' => 'x', 'user_email' => $email,
            'role' => $role, 'first_name' => 'Jo', 'last_name' => 'Martin']);
        self::assertIsInt($id);
        // Who is made here did not register: nothing is told of it.
        $this->plugin->delivery()->release(false);
        global $wpdb;
        $wpdb->query('DELETE FROM ' . Queue::table());
        return get_userdata($id);
    }

    /** What dies with wp_die or goes elsewhere, as an exception. */
    protected function ending(callable $act): string
    {
        $stop = static function (string $how): callable {
            return static function ($what = '', $title = '', $more = []) use ($how) {
                $text = is_wp_error($what) ? $what->get_error_message() : (string) $what;
                $status = is_array($more) ? ($more['response'] ?? '') : '';
                throw new \RuntimeException(trim($how . ' ' . $status . ' ' . $text));
            };
        };
        $dies = static function () use ($stop): callable {
            return $stop('died');
        };
        add_filter('wp_die_handler', $dies);
        add_filter('wp_redirect', $stop('went to'));
        try {
            $act();
        } catch (\RuntimeException $e) {
            return $e->getMessage();
        } finally {
            remove_filter('wp_die_handler', $dies);
            remove_all_filters('wp_redirect');
        }
        return 'went on';
    }
}
