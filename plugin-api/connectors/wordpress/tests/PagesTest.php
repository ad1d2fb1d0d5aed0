<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\WordPress\Consent;
use Piste\WordPress\ConsentApi;
use Piste\WordPress\Tracker;

/** What stands in pages, and who decides about consent. */
final class PagesTest extends PluginTestCase
{
    public function test_the_tag_is_the_same_for_every_visitor(): void
    {
        $before = $this->head();
        $this->agree('visits', 'carts');
        self::assertSame($before, $this->head());
        self::assertStringContainsString('src="https://t.example/p/t.js"', $before);
        self::assertStringContainsString('data-site="' . self::SITE . '"', $before);
        self::assertStringNotContainsString('nonce', $before);
        self::assertStringNotContainsString('a-key-of-this-test', $before);
    }

    public function test_who_is_signed_in_may_ask_who_they_are_and_whoever_is_left_out_is_not_tracked(): void
    {
        wp_set_current_user($this->user('subscriber')->ID);
        self::assertStringContainsString('piste/v1/identity', rawurldecode($this->head()));
        wp_set_current_user($this->user('administrator', 'boss@example.com')->ID);
        self::assertSame('', $this->head());
    }

    public function test_there_is_no_tag_without_a_connection_or_with_visits_switched_off(): void
    {
        $this->plugin->settings->save(['visits' => false]);
        self::assertSame('', $this->head());
        $this->plugin->settings->save(['visits' => true]);
        $this->plugin->settings->saveSite(null);
        self::assertSame('', $this->head());
    }

    public function test_the_script_comes_from_this_host_where_that_was_seen_to_work(): void
    {
        $tracker = new Tracker($this->plugin->settings);
        self::assertSame('https://t.example/p/t.js', $tracker->script());
        $this->plugin->settings->saveSite(['proxyWorks' => true, 'paths' => ['script' => '/p/tea/leaf.js']]);
        self::assertSame(home_url('/p/tea/leaf.js'), $tracker->script());
    }

    public function test_our_cookies_decide_and_another_plugin_may_only_narrow_it(): void
    {
        $consent = new Consent($this->plugin->settings);
        self::assertNull($consent->visitor());
        $this->agree('visits', 'carts');
        self::assertNotNull($consent->visitor('visits'));
        self::assertNotNull($consent->visitor('carts'));
        self::assertNull($consent->visitor('profile'));
        require_once __DIR__ . '/consent-api-double.php';
        \ConsentApiDouble::$allowed = ['statistics'];
        self::assertNotNull($consent->visitor('carts'), 'ours asks: theirs does not count');
        $this->plugin->settings->saveSite(['asks' => 'wp']);
        self::assertNotNull($consent->visitor('carts'), 'without a type it answers yes to everything');
        \ConsentApiDouble::$type = 'optin';
        self::assertNull($consent->visitor('carts'));
        self::assertNotNull($consent->visitor('visits'));
    }

    public function test_others_hear_of_our_banner_only_what_it_asked_about(): void
    {
        $api = new ConsentApi($this->plugin->settings);
        self::assertFalse($api->type(false));
        $this->plugin->settings->saveSite(['tellsOthers' => true]);
        self::assertSame('optin', $api->type(false));
        self::assertSame('optout', $api->type('optout'));
        self::assertStringContainsString('data-tell="1"', $this->head());
    }

    private function head(): string
    {
        ob_start();
        (new Tracker($this->plugin->settings))->print();
        return (string) ob_get_clean();
    }
}
