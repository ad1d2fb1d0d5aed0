<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/** The page of the settings, as HTML. The key is never in it. */
final class SettingsForm
{
    /** @var Plugin */
    private $plugin;

    /** @var Settings */
    private $settings;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
        $this->settings = $plugin->settings;
    }

    public function show(string $save, string $disconnect, ?Outcome $outcome): void
    {
        echo '<div class="wrap"><h1>Piste</h1>';
        if ($outcome !== null) {
            printf(
                '<div class="notice notice-%s is-dismissible" id="piste-outcome"><p>%s</p></div>',
                $outcome->isConnected() ? 'success' : 'error',
                esc_html($outcome->text())
            );
        }
        $this->status();
        printf('<form method="post" action="%s">', esc_url(admin_url('admin-post.php')));
        printf('<input type="hidden" name="action" value="%s">', esc_attr($save));
        wp_nonce_field($save);
        $this->server();
        $this->flows();
        $this->boxes();
        submit_button(__('Save and test connection', 'piste'));
        echo '</form>';
        if ($this->settings->get('key') !== '') {
            printf('<form method="post" action="%s">', esc_url(admin_url('admin-post.php')));
            printf('<input type="hidden" name="action" value="%s">', esc_attr($disconnect));
            wp_nonce_field($disconnect);
            printf(
                '<p><button class="button-link button-link-delete">%s</button></p></form>',
                esc_html__('Disconnect: forget the key and what waits to be sent', 'piste')
            );
        }
        echo '</div>';
    }

    private function status(): void
    {
        if (!$this->settings->isConnected()) {
            printf(
                '<p>%s</p>',
                esc_html(Texts::of('start'))
            );
            return;
        }
        $stats = $this->plugin->queue->stats();
        $at = (int) $this->settings->site('at');
        $rows = [
            __('Site', 'piste') => (string) $this->settings->site('site'),
            /* translators: %s: a time span, such as "5 minutes" */
            __('Last answer', 'piste') => sprintf(__('%s ago', 'piste'), human_time_diff($at)),
            __('Script', 'piste') => (new Tracker($this->settings))->script(),
            __('Waiting to be sent', 'piste') => (string) $stats['length'],
            __('Who asks for consent', 'piste') => $this->settings->site('asks') === ''
                ? __('Piste’s own banner', 'piste')
                /* translators: %s: name of a consent plugin or interface */
                : sprintf(__('another banner (%s), which Piste follows', 'piste'), (string) $this->settings->site('asks')),
        ];
        echo '<table class="widefat striped" style="max-width:60em;margin:1em 0"><tbody>';
        foreach ($rows as $label => $value) {
            printf('<tr><th scope="row" style="width:18em">%s</th><td>%s</td></tr>', esc_html($label), esc_html($value));
        }
        foreach (array_slice($this->plugin->state->notes(), 0, 3) as $note) {
            printf(
                '<tr><th scope="row">%s</th><td>%s</td></tr>',
                esc_html(wp_date('Y-m-d H:i', intdiv($note['at'], 1000))),
                /* translators: 1: a short code, 2: how often, 3: what happened */
                esc_html(sprintf(__('%1$s (%2$d×): %3$s', 'piste'), $note['code'], $note['count'], $note['detail']))
            );
        }
        echo '</tbody></table>';
        if ($this->settings->isOn('proxy') && !$this->settings->usesProxy()) {
            $health = new SiteHealth($this->plugin);
            printf('<div class="notice notice-warning inline">%s</div>', wp_kses_post($health->proxy()['description']));
        }
    }

    private function server(): void
    {
        printf('<h2>%s</h2><table class="form-table" role="presentation">', esc_html__('Server', 'piste'));
        printf(
            '<tr><th scope="row"><label for="piste-address">%s</label></th><td><input id="piste-address" name="address"'
                . ' type="url" class="regular-text code" value="%s" placeholder="https://piste.example.com" required></td></tr>',
            esc_html__('Address', 'piste'),
            esc_attr((string) $this->settings->get('address'))
        );
        printf(
            '<tr><th scope="row"><label for="piste-key">%s</label></th><td><input id="piste-key" name="key" type="password"'
                . ' class="regular-text code" value="" autocomplete="off" spellcheck="false" placeholder="%s">'
                . '<p class="description">%s</p></td></tr>',
            esc_html__('Key', 'piste'),
            $this->settings->get('key') === '' ? '' : esc_attr__('saved: leave empty to keep it', 'piste'),
            esc_html(Texts::of('key_hint'))
        );
        $this->row(__('Own host', 'piste'), [
            $this->box('proxy', __('Script and events go through this site’s own host (recommended)', 'piste')),
        ], Texts::of('proxy_hint'));
        echo '</table>';
    }

    private function flows(): void
    {
        printf('<h2>%s</h2><table class="form-table" role="presentation">', esc_html__('What flows', 'piste'));
        $this->row(__('From browsers', 'piste'), [
            $this->box('visits', __('Visits, after consent: the tag and the banner', 'piste')),
            ...$this->boxesOf('auto', [
                'outbound' => __('links to other sites', 'piste'),
                'download' => __('downloads', 'piste'),
                'forms' => __('that a form was sent, never what was typed', 'piste'),
                'search' => __('what was searched for', 'piste'),
                'notfound' => __('pages that do not exist', 'piste'),
            ], true),
        ]);
        $people = [
            $this->box('people', __('who signs in or registers', 'piste')),
            $this->box('comments', __('who comments', 'piste')),
            $this->box('forms', __('who sends a form of Contact Form 7, WPForms or Gravity Forms', 'piste')),
        ];
        $this->row(__('Contacts', 'piste'), $people, Texts::of('people_hint'));
        if (class_exists('WooCommerce')) {
            $this->row(__('Shop', 'piste'), [
                $this->box('carts', __('carts, orders and products of WooCommerce', 'piste')),
                $this->box('capture', __('the address typed at the checkout, before the order is placed', 'piste')),
            ]);
        }
        $types = $this->boxesOf('contents', SettingsPage::types());
        $this->row(__('Contents', 'piste'), $types, Texts::of('contents_hint'));
        $roles = array_map('translate_user_role', wp_roles()->get_names());
        $this->row(__('Roles left out', 'piste'), $this->boxesOf('roles', $roles), Texts::of('roles_hint'));
        echo '</table>';
    }

    private function boxes(): void
    {
        printf('<h2>%s</h2><table class="form-table" role="presentation">', esc_html__('Permission for e-mails', 'piste'));
        $this->row(__('Box', 'piste'), [
            $this->box(
                'optin',
                __('show a box of its own, not ticked, under comments, in the registration form and at the checkout', 'piste')
            ),
        ]);
        printf(
            '<tr><th scope="row"><label for="piste-words">%s</label></th><td><input id="piste-words" name="optin_text"'
                . ' type="text" class="large-text" maxlength="300" value="%s" placeholder="%s"><p class="description">%s</p></td></tr>',
            esc_html__('Words beside it', 'piste'),
            esc_attr((string) $this->settings->get('optin_text')),
            esc_attr(OptinBox::words($this->settings)),
            esc_html(Texts::of('words_hint'))
        );
        echo '</table>';
    }

    /** @param string[] $boxes HTML */
    private function row(string $label, array $boxes, string $hint = ''): void
    {
        printf(
            '<tr><th scope="row">%1$s</th><td><fieldset><legend class="screen-reader-text">%1$s</legend>%2$s%3$s</fieldset></td></tr>',
            esc_html($label),
            // Each box was escaped where it was made.
            implode('<br>', $boxes), // phpcs:ignore WordPress.Security.EscapeOutput
            $hint === '' ? '' : '<p class="description">' . esc_html($hint) . '</p>'
        );
    }

    private function box(string $name, string $label): string
    {
        return self::checkbox($name, '1', $this->settings->isOn($name), $label);
    }

    /**
     * @param array<string, string> $labels by value
     * @return string[]
     */
    private function boxesOf(string $name, array $labels, bool $indented = false): array
    {
        $chosen = (array) $this->settings->get($name);
        $boxes = [];
        foreach ($labels as $value => $label) {
            $box = self::checkbox($name . '[]', (string) $value, in_array((string) $value, $chosen, true), $label);
            $boxes[] = $indented ? '<span style="padding-inline-start:1.8em">' . $box . '</span>' : $box;
        }
        return $boxes;
    }

    private static function checkbox(string $name, string $value, bool $checked, string $label): string
    {
        return sprintf(
            '<label><input type="checkbox" name="%s" value="%s"%s> %s</label>',
            esc_attr($name),
            esc_attr($value),
            checked($checked, true, false),
            esc_html($label)
        );
    }
}
