<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Call;

if (!defined('ABSPATH')) {
    exit;
}

/** WordPress's own tools for personal data, and its privacy policy, know of the tracker. */
final class Privacy
{
    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        add_filter('wp_privacy_personal_data_exporters', function (array $exporters): array {
            $name = __('Piste tracker', 'piste');
            return $exporters + ['piste' => ['exporter_friendly_name' => $name, 'callback' => [$this, 'export']]];
        });
        add_filter('wp_privacy_personal_data_erasers', function (array $erasers): array {
            $name = __('Piste tracker', 'piste');
            return $erasers + ['piste' => ['eraser_friendly_name' => $name, 'callback' => [$this, 'erase']]];
        });
        add_action('admin_init', static function (): void {
            wp_add_privacy_policy_content('Piste', wp_kses_post(self::policy()));
        });
    }

    /**
     * What the server keeps about a person; WordPress shows an error when it cannot be asked.
     *
     * @return array{data: array<int, array<string, mixed>>, done: bool}|\WP_Error
     */
    public function export(string $email, int $page = 1)
    {
        if (!$this->plugin->settings->isConnected() || $page > 1) {
            return ['data' => [], 'done' => true];
        }
        $answer = $this->plugin->client(Transport::PATIENT_SECONDS)->privacy($email);
        if (!$answer->ok()) {
            return self::error($answer->code());
        }
        $data = [];
        $kinds = $answer->json()['data'] ?? [];
        foreach (is_array($kinds) ? $kinds : [] as $store => $kept) {
            foreach (self::rows($kept) as $index => $row) {
                $data[] = [
                    'group_id' => 'piste-' . sanitize_key((string) $store),
                    /* translators: %s: a kind of data, such as "contacts" or "events" */
                    'group_label' => sprintf(__('Piste: %s', 'piste'), (string) $store),
                    'item_id' => 'piste-' . sanitize_key((string) $store) . '-' . $index,
                    'data' => self::fields($row),
                ];
            }
        }
        return ['data' => $data, 'done' => true];
    }

    /**
     * Erases a person on the server, in the queue and in the profile.
     *
     * @return array<string, mixed>|\WP_Error
     */
    public function erase(string $email, int $page = 1)
    {
        $done = ['items_removed' => false, 'items_retained' => false, 'messages' => [], 'done' => true];
        if (!$this->plugin->settings->isConnected() || $page > 1) {
            return $done;
        }
        $this->plugin->queue->forgetPerson(Call::hash($email));
        $answer = $this->plugin->client(Transport::PATIENT_SECONDS)->erase($email);
        if (!$answer->ok()) {
            return self::error($answer->code());
        }
        $user = get_user_by('email', $email);
        if ($user !== false) {
            delete_user_meta($user->ID, Profile::META);
        }
        $erased = $answer->json()['erased'] ?? [];
        $done['items_removed'] = is_array($erased) && array_sum(array_filter($erased, 'is_int')) > 0;
        return $done;
    }

    /** What a site owner may put into the policy. */
    public static function policy(): string
    {
        $own = (new Settings())->usesProxy();
        return '<p class="privacy-policy-tutorial">'
            . Texts::of('policy_intro')
            . '</p><p>'
            . Texts::of('policy_visits')
            . '</p><p>'
            . Texts::of('policy_mails')
            . '</p><p>'
            . ($own
                ? Texts::of('policy_own_host')
                : Texts::of('policy_other_host'))
            . '</p>';
    }

    private static function error(string $code): \WP_Error
    {
        $text = Texts::of('privacy_later');
        return new \WP_Error('piste', sprintf($text, $code));
    }

    /**
     * @param mixed $kept a row, a list of rows, or a single value
     * @return array<int, array<string, mixed>>
     */
    private static function rows($kept): array
    {
        if (!is_array($kept)) {
            return $kept === null ? [] : [['value' => $kept]];
        }
        $list = array_values($kept) === $kept;
        return array_map(static function ($row): array {
            return is_array($row) ? $row : ['value' => $row];
        }, $list ? $kept : [$kept]);
    }

    /**
     * @param array<string, mixed> $row
     * @return array<int, array{name: string, value: string}>
     */
    private static function fields(array $row): array
    {
        $fields = [];
        foreach ($row as $name => $value) {
            $text = is_string($value) ? $value : (string) wp_json_encode($value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES);
            $fields[] = ['name' => (string) $name, 'value' => esc_html($text)];
        }
        return $fields;
    }
}
