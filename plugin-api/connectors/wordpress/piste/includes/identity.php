<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\IdentityToken;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Vouches for the person who is signed in, to the browser of that person alone: by their cookie and a
 * nonce, never in a page, never kept by a cache.
 */
final class Identity
{
    public const ROUTE = 'piste/v1/identity';

    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        add_action('rest_api_init', function (): void {
            register_rest_route('piste/v1', '/identity', [
                'methods' => 'GET',
                'callback' => [$this, 'token'],
                'permission_callback' => static function (): bool {
                    // WordPress itself asks for the nonce: a request without one is nobody's.
                    return is_user_logged_in();
                },
                'show_in_index' => false,
            ]);
        });
    }

    public function token(): \WP_REST_Response
    {
        $user = wp_get_current_user();
        $secret = (string) $this->plugin->settings->site('identitySecret');
        $told = $secret !== '' && $this->plugin->settings->isOn('people')
            && $this->plugin->consent->visitor() !== null && is_email($user->user_email);
        $answer = new \WP_REST_Response($told ? ['token' => $this->sign($secret, $user)] : null, $told ? 200 : 204);
        $answer->header('Cache-Control', 'no-store, private');
        return $answer;
    }

    private function sign(string $secret, \WP_User $user): string
    {
        $names = ['first' => (string) $user->first_name, 'last' => (string) $user->last_name];
        $site = (string) $this->plugin->settings->site('publicId');
        return IdentityToken::sign($secret, $site, $user->user_email, $names, time());
    }
}
