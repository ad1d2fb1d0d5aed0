<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/** Settings → Piste: only for administrators, and each change with its nonce. */
final class SettingsPage
{
    public const CAPABILITY = 'manage_options';

    private const PAGE = 'piste';
    private const SAVE = 'piste_save';
    private const DISCONNECT = 'piste_disconnect';

    /** Words of the tag's attribute data-auto. */
    public const AUTO = ['outbound', 'download', 'forms', 'search', 'notfound'];

    private const SWITCHES = ['proxy', 'visits', 'people', 'comments', 'forms', 'carts', 'capture', 'optin'];

    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public static function url(): string
    {
        return admin_url('options-general.php?page=' . self::PAGE);
    }

    public function hook(): void
    {
        add_action('admin_menu', function (): void {
            add_options_page('Piste', 'Piste', self::CAPABILITY, self::PAGE, [$this, 'show']);
        });
        add_action('admin_post_' . self::SAVE, [$this, 'save']);
        add_action('admin_post_' . self::DISCONNECT, [$this, 'disconnect']);
        add_filter('plugin_action_links_' . plugin_basename($this->plugin->file), static function (array $links): array {
            $link = sprintf('<a href="%s">%s</a>', esc_url(self::url()), esc_html__('Settings', 'piste'));
            return array_merge(['settings' => $link], $links);
        });
    }

    public function show(): void
    {
        if (current_user_can(self::CAPABILITY)) {
            (new SettingsForm($this->plugin))->show(self::SAVE, self::DISCONNECT, self::takeOutcome());
        }
    }

    /** Saves, tests, and goes back to the page, which says what came of it. */
    public function save(): void
    {
        self::check(self::SAVE);
        // The nonce was checked above, each value is sanitized below.
        $this->plugin->settings->save($this->read(wp_unslash($_POST))); // phpcs:ignore WordPress.Security
        $outcome = (new Connection($this->plugin))->test();
        set_transient(self::outcomeName(), ['code' => $outcome->code, 'detail' => $outcome->detail], 60);
        wp_safe_redirect(self::url());
        exit;
    }

    public function disconnect(): void
    {
        self::check(self::DISCONNECT);
        $this->plugin->disconnect();
        wp_safe_redirect(self::url());
        exit;
    }

    private static function check(string $action): void
    {
        if (!current_user_can(self::CAPABILITY)) {
            wp_die(esc_html__('You may not change these settings.', 'piste'), '', ['response' => 403]);
        }
        check_admin_referer($action);
    }

    /**
     * @param array<string, mixed> $sent
     * @return array<string, mixed> settings
     */
    private function read(array $sent): array
    {
        $read = [
            'address' => rtrim(esc_url_raw(trim(self::text($sent, 'address'))), '/'),
            'contents' => self::among($sent, 'contents', array_keys(self::types())),
            'roles' => self::among($sent, 'roles', array_keys(wp_roles()->get_names())),
            'auto' => self::among($sent, 'auto', self::AUTO),
            'optin_text' => sanitize_text_field(self::text($sent, 'optin_text')),
        ];
        foreach (self::SWITCHES as $switch) {
            $read[$switch] = self::text($sent, $switch) === '1';
        }
        // Shops alone show these switches.
        if (!class_exists('WooCommerce')) {
            $read['carts'] = $this->plugin->settings->isOn('carts');
            $read['capture'] = $this->plugin->settings->isOn('capture');
        }
        $key = trim(self::text($sent, 'key'));
        // The field is empty when the key stays: it is never printed into a page.
        $before = $this->plugin->settings->get('address') === $read['address'] ? $this->plugin->settings->get('key') : '';
        $read['key'] = $key !== '' ? $key : $before;
        if ($key !== '' || $before === '') {
            $this->plugin->settings->saveSite(null);
        }
        return $read;
    }

    /**
     * Types of posts that can be sent, by name: what has pages of its own. Products are the shop's.
     *
     * @return array<string, string>
     */
    public static function types(): array
    {
        $types = [];
        foreach (get_post_types(['public' => true], 'objects') as $type) {
            if (is_post_type_viewable($type) && !in_array($type->name, ['attachment', 'product'], true)) {
                $types[$type->name] = (string) $type->labels->name;
            }
        }
        return $types;
    }

    /** @param array<string, mixed> $sent */
    private static function text(array $sent, string $name): string
    {
        return is_string($sent[$name] ?? null) ? $sent[$name] : '';
    }

    /**
     * @param array<string, mixed> $sent
     * @param string[] $known
     * @return string[]
     */
    private static function among(array $sent, string $name, array $known): array
    {
        $said = is_array($sent[$name] ?? null) ? array_filter($sent[$name], 'is_string') : [];
        return array_values(array_intersect($known, $said));
    }

    private static function takeOutcome(): ?Outcome
    {
        $kept = get_transient(self::outcomeName());
        delete_transient(self::outcomeName());
        return is_array($kept) ? new Outcome((string) $kept['code'], (string) $kept['detail']) : null;
    }

    private static function outcomeName(): string
    {
        return 'piste_outcome_' . get_current_user_id();
    }
}
