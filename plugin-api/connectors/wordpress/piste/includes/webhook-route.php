<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Webhook;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Hears what happened on the server: who unsubscribed there is no longer marked as wanting mails here.
 * Messages are signed; late ones and those seen before are refused.
 */
final class WebhookRoute
{
    public const NAME = 'wordpress';
    public const EVENTS = ['contact.unsubscribed', 'consent.withdrawn', 'cart.recovered'];
    public const SEEN = 'piste_seen';

    /** @var Settings */
    private $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    public static function url(): string
    {
        return rest_url('piste/v1/webhook');
    }

    public function hook(): void
    {
        add_action('rest_api_init', function (): void {
            register_rest_route('piste/v1', '/webhook', [
                'methods' => 'POST',
                'callback' => [$this, 'hear'],
                // Who may speak here is proved by the signature.
                'permission_callback' => '__return_true',
                'show_in_index' => false,
            ]);
        });
    }

    public function hear(\WP_REST_Request $request): \WP_REST_Response
    {
        $headers = [
            'id' => (string) $request->get_header('webhook-id'),
            'timestamp' => (string) $request->get_header('webhook-timestamp'),
            'signature' => (string) $request->get_header('webhook-signature'),
        ];
        $secret = (string) $this->settings->site('webhookSecret');
        $message = Webhook::verify($secret, $headers, $request->get_body(), time());
        if ($message === null) {
            return new \WP_REST_Response(['code' => 'bad_signature'], 401);
        }
        if (!$this->isNew($message['id'])) {
            return new \WP_REST_Response(['code' => 'seen_before'], 409);
        }
        $this->act($message['type'], $message['data']);
        return new \WP_REST_Response(null, 204);
    }

    /**
     * @param array<string, mixed> $data
     */
    private function act(string $type, array $data): void
    {
        if (isset($data['site']) && $data['site'] !== $this->settings->site('publicId')) {
            return;
        }
        if ($type === 'contact.unsubscribed') {
            $email = is_string($data['email'] ?? null) ? $data['email'] : '';
            $user = $email === '' ? false : get_user_by('email', $email);
            if ($user !== false) {
                update_user_meta($user->ID, Profile::META, 'no');
            }
        }
        /** Tells other plugins, as piste_contact_unsubscribed, piste_consent_withdrawn, piste_cart_recovered. */
        do_action('piste_' . (string) preg_replace('/[^a-z]+/', '_', $type), $data);
    }

    private function isNew(string $id): bool
    {
        $seen = get_option(self::SEEN);
        $seen = array_filter(is_array($seen) ? $seen : [], static function ($at): bool {
            return $at > time() - 2 * Webhook::TOLERANCE;
        });
        if (isset($seen[$id])) {
            return false;
        }
        update_option(self::SEEN, $seen + [$id => time()], false);
        return true;
    }
}
