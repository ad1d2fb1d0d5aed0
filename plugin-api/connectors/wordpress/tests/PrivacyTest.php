<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\Core\Call;
use Piste\Core\Person;
use Piste\WordPress\Privacy;
use Piste\WordPress\Profile;
use Piste\WordPress\SiteHealth;

final class PrivacyTest extends PluginTestCase
{
    public function test_exports_everything_grouped_by_kind(): void
    {
        $this->answer = static function (string $method, string $path): array {
            self::assertSame('GET /api/v1/privacy?email=jo%40example.com', $method . ' ' . $path);
            $contact = ['email' => 'jo@example.com', 'firstName' => '<b>Jo</b>'];
            return [200, ['email' => 'jo@example.com', 'data' => ['contacts' => [$contact], 'events' => []]]];
        };
        $exporters = apply_filters('wp_privacy_personal_data_exporters', []);
        $export = $exporters['piste']['callback']('jo@example.com', 1);
        self::assertTrue($export['done']);
        self::assertSame(['piste-contacts'], array_column($export['data'], 'group_id'));
        self::assertSame(
            [['name' => 'email', 'value' => 'jo@example.com'], ['name' => 'firstName', 'value' => '&lt;b&gt;Jo&lt;/b&gt;']],
            $export['data'][0]['data']
        );
    }

    public function test_erases_on_the_server_in_the_queue_and_in_the_profile(): void
    {
        $user = $this->user('subscriber');
        update_user_meta($user->ID, Profile::META, 'yes');
        $this->plugin->delivery()->collect(Call::consent(new Person('jo@example.com', 'form'), true));
        $this->plugin->delivery()->release(false);
        $this->answer = static function (): array {
            return [200, ['erased' => ['contacts' => 1, 'events' => 57]]];
        };
        $erasers = apply_filters('wp_privacy_personal_data_erasers', []);
        $done = $erasers['piste']['callback']('jo@example.com', 1);
        self::assertSame([true, true], [$done['items_removed'], $done['done']]);
        self::assertSame(['DELETE'], array_column($this->sent, 'method'));
        self::assertSame(0, $this->plugin->queue->stats()['length']);
        self::assertSame('', get_user_meta($user->ID, Profile::META, true));
    }

    public function test_says_so_when_the_server_could_not_be_asked(): void
    {
        $this->answer = static function (): array {
            return [503, ['code' => 'busy']];
        };
        $privacy = new Privacy($this->plugin);
        self::assertInstanceOf(\WP_Error::class, $privacy->export('jo@example.com'));
        self::assertInstanceOf(\WP_Error::class, $privacy->erase('jo@example.com'));
    }

    public function test_site_health_names_what_is_wrong(): void
    {
        $health = new SiteHealth($this->plugin);
        $this->answer = static function (): array {
            return [401, ['code' => 'bad_key']];
        };
        self::assertSame('critical', $health->connection()['status']);
        self::assertStringContainsString('does not know this key', $health->connection()['description']);
        self::assertSame('recommended', $health->proxy()['status'], 'asked for and not working');
        self::assertSame('good', $health->queue()['status']);
        $this->plugin->queue->add(Call::contentGone('post-1'), 1000, 1000, 0);
        self::assertSame('recommended', $health->queue()['status']);
        self::assertArrayHasKey('piste_queue', apply_filters('site_status_tests', ['direct' => [], 'async' => []])['direct']);
        self::assertStringNotContainsString('a-key-of', (string) wp_json_encode($health->debug([])));
    }
}
