<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/** The box for marketing mails under comments and in the registration form: of its own, never ticked. */
final class OptinBox
{
    public const NAME = 'piste_marketing';

    /** @var Settings */
    private $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    public function hook(): void
    {
        if ($this->settings->isOn('optin')) {
            add_filter('comment_form_submit_field', function ($field): string {
                return self::html($this->settings) . $field;
            });
            add_action('register_form', function (): void {
                // Escaped where it is made.
                echo self::html($this->settings); // phpcs:ignore WordPress.Security.EscapeOutput
            });
        }
    }

    /** The words beside the box: the administrator's, or ours. */
    public static function words(Settings $settings): string
    {
        $own = (string) $settings->get('optin_text');
        return $own !== '' ? $own : __('Send me news and offers by e-mail. I can unsubscribe at any time.', 'piste');
    }

    public static function html(Settings $settings): string
    {
        return sprintf(
            '<p class="piste-optin"><input type="hidden" name="%1$s_asked" value="1">'
                . '<label><input type="checkbox" name="%1$s" value="1"> %2$s</label></p>',
            esc_attr(self::NAME),
            esc_html(self::words($settings))
        );
    }

    /**
     * What the box of a form that was sent says; null where there was none.
     *
     * @param array<string, mixed> $sent
     */
    public static function state(array $sent): ?bool
    {
        return isset($sent[self::NAME . '_asked']) ? ($sent[self::NAME] ?? '') === '1' : null;
    }
}
