<?php

declare(strict_types=1);

namespace Piste\WordPress\Tests;

use Piste\Core\Webhook;
use Piste\WordPress\Profile;

final class RoutesTest extends PluginTestCase
{
    private const SECRET = 'whsec_c3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nz';

    public function test_vouches_for_the_person_who_is_signed_in(): void
    {
        $this->agree('visits');
        wp_set_current_user($this->user('subscriber')->ID);
        $answer = rest_do_request('/piste/v1/identity');
        self::assertSame(200, $answer->get_status());
        self::assertSame('no-store, private', $answer->get_headers()['Cache-Control']);
        $claims = json_decode((string) base64_decode(strtr(explode('.', $answer->get_data()['token'])[1], '-_', '+/')), true);
        self::assertSame(['jo@example.com', self::SITE], [$claims['email'], $claims['aud']]);
        self::assertSame(300, $claims['exp'] - $claims['iat']);
    }

    public function test_vouches_for_nobody_else(): void
    {
        $this->agree('visits');
        self::assertSame(401, rest_do_request('/piste/v1/identity')->get_status());
        wp_set_current_user($this->user('administrator')->ID);
        self::assertSame(204, rest_do_request('/piste/v1/identity')->get_status(), 'left out');
        wp_set_current_user($this->user('subscriber', 'lu@example.com')->ID);
        $_COOKIE = [];
        self::assertSame(204, rest_do_request('/piste/v1/identity')->get_status(), 'did not agree');
    }

    public function test_who_unsubscribed_on_the_server_is_marked_here(): void
    {
        $user = $this->user('subscriber');
        update_user_meta($user->ID, Profile::META, 'yes');
        self::assertSame(204, $this->hook('msg_1', time()));
        self::assertSame('no', get_user_meta($user->ID, Profile::META, true));
        self::assertSame(409, $this->hook('msg_1', time()), 'a replay');
    }

    public function test_messages_that_the_server_did_not_sign_change_nothing(): void
    {
        $user = $this->user('subscriber');
        update_user_meta($user->ID, Profile::META, 'yes');
        self::assertSame(401, $this->hook('msg_2', time() - 301), 'too old');
        self::assertSame(401, $this->hook('msg_3', time(), 'another secret of the same size'), 'forged');
        self::assertSame(204, $this->hook('msg_4', time(), null, 'another-site'), 'not ours');
        $this->plugin->settings->saveSite(['webhookSecret' => '']);
        self::assertSame(401, $this->hook('msg_5', time()), 'no secret yet');
        self::assertSame('yes', get_user_meta($user->ID, Profile::META, true));
    }

    private function hook(string $id, int $at, ?string $key = null, string $site = self::SITE): int
    {
        $this->plugin->settings->saveSite(
            ['webhookSecret' => $this->plugin->settings->site('webhookSecret') === '' && $id === 'msg_5' ? '' : self::SECRET]
        );
        $body = (string) wp_json_encode(
            ['type' => 'contact.unsubscribed', 'data' => ['email' => 'jo@example.com', 'site' => $site]]
        );
        $request = new \WP_REST_Request('POST', '/piste/v1/webhook');
        $request->set_header('webhook-id', $id);
        $request->set_header('webhook-timestamp', (string) $at);
        $key = $key ?? (string) base64_decode(substr(self::SECRET, 6));
        $request->set_header('webhook-signature', Webhook::signature($key, $id, (string) $at, $body));
        $request->set_body($body);
        return rest_do_request($request)->get_status();
    }
}
