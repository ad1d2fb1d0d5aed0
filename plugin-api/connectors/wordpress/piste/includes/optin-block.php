<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Call;
use Piste\Core\Payload;
use Piste\Core\Person;
use Piste\Core\Text;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * A form by which anybody may ask for marketing mails, as a block and as the shortcode [piste_optin]. It
 * is the same for everybody, so caches may keep it; it works without scripts too. It has no nonce, for
 * a kept page would have an old one: it does nothing in the name of whoever is signed in.
 */
final class OptinBlock
{
    public const ACTION = 'piste_optin';

    private const BLOCK = 'piste/optin';

    /** So many from one address in an hour. */
    private const MOST = 10;

    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    public function hook(): void
    {
        add_action('init', [$this, 'register']);
        add_action('enqueue_block_editor_assets', [$this, 'tellEditor']);
        add_shortcode('piste_optin', [$this, 'render']);
        add_action('admin_post_' . self::ACTION, [$this, 'receive']);
        add_action('admin_post_nopriv_' . self::ACTION, [$this, 'receive']);
    }

    public function register(): void
    {
        $script = static function (string $name): string {
            return plugins_url('assets/js/' . $name, __DIR__);
        };
        $parts = ['wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components'];
        wp_register_script('piste-optin-editor', $script('optin-editor.js'), $parts, VERSION, true);
        wp_register_script('piste-optin', $script('optin.js'), [], VERSION, true);
        $text = ['type' => 'string', 'default' => ''];
        register_block_type(self::BLOCK, [
            'api_version' => self::apiVersion(),
            'attributes' => ['words' => $text, 'button' => $text],
            'editor_script' => 'piste-optin-editor',
            'render_callback' => [$this, 'render'],
        ]);
    }

    /** The texts of the block in the editor. */
    public function tellEditor(): void
    {
        wp_localize_script('piste-optin-editor', 'pisteOptin', [
            'apiVersion' => self::apiVersion(),
            'title' => __('Piste opt-in', 'piste'),
            'description' => __('A form by which readers ask for your e-mails.', 'piste'),
            'words' => OptinBox::words($this->plugin->settings),
            'button' => self::buttonText(''),
            'email' => __('E-mail address', 'piste'),
            'wordsLabel' => __('Words beside the box', 'piste'),
            'buttonLabel' => __('Words on the button', 'piste'),
        ]);
    }

    /** Blocks of version 3 live in the editor's frame, which WordPress has since 6.3. */
    private static function apiVersion(): int
    {
        return version_compare(get_bloginfo('version'), '6.3', '<') ? 2 : 3;
    }

    /**
     * @param mixed $attributes
     */
    public function render($attributes = []): string
    {
        if (!$this->plugin->settings->isConnected()) {
            return '';
        }
        wp_enqueue_script('piste-optin');
        $attributes = is_array($attributes) ? $attributes : [];
        $words = (string) ($attributes['words'] ?? '') ?: OptinBox::words($this->plugin->settings);
        $said = sanitize_key((string) ($_GET[self::ACTION] ?? '')); // phpcs:ignore WordPress.Security.NonceVerification
        $texts = self::texts();
        $id = wp_unique_id('piste-optin-');
        return '<form class="piste-optin-form" method="post" action="' . esc_url(admin_url('admin-post.php')) . '">'
            . '<input type="hidden" name="action" value="' . esc_attr(self::ACTION) . '">'
            . '<input type="hidden" name="words" value="' . esc_attr($words) . '">'
            . '<input type="hidden" name="proof" value="' . esc_attr(self::proof($words)) . '">'
            . '<p><label for="' . esc_attr($id) . '">' . esc_html__('E-mail address', 'piste') . '</label><br>'
            . '<input id="' . esc_attr($id) . '" type="email" name="email" required maxlength="254" autocomplete="email"></p>'
            . '<p hidden><label>' . esc_html__('Leave this empty', 'piste')
            . ' <input type="text" name="website" tabindex="-1" autocomplete="off"></label></p>'
            . '<p><label><input type="checkbox" name="agree" value="1" required> ' . esc_html($words) . '</label></p>'
            . '<p><button type="submit" class="wp-element-button">'
            . esc_html(self::buttonText((string) ($attributes['button'] ?? ''))) . '</button></p>'
            . '<p class="piste-optin-said" role="status">' . esc_html($texts[$said] ?? '') . '</p></form>';
    }

    /** A form was sent, by a script or by the browser itself. */
    public function receive(): void
    {
        nocache_headers();
        $code = $this->take(wp_unslash($_POST)); // phpcs:ignore WordPress.Security.NonceVerification
        if (strpos((string) ($_SERVER['HTTP_ACCEPT'] ?? ''), 'application/json') !== false) {
            wp_send_json(['code' => $code, 'text' => self::texts()[$code]], $code === 'thanks' ? 200 : 400);
        }
        wp_safe_redirect(add_query_arg(self::ACTION, $code, People::page()));
        exit;
    }

    /**
     * @param array<string, mixed> $sent
     */
    private function take(array $sent): string
    {
        $words = is_string($sent['words'] ?? null) ? $sent['words'] : '';
        $proof = is_string($sent['proof'] ?? null) ? $sent['proof'] : '';
        $email = Payload::email(is_string($sent['email'] ?? null) ? $sent['email'] : '');
        if ($email === '' || ($sent['agree'] ?? '') !== '1' || !hash_equals(self::proof($words), $proof)) {
            return 'incomplete';
        }
        if (($sent['website'] ?? '') !== '' || !$this->plugin->settings->isConnected()) {
            // A robot fills in every field; it is told nothing.
            return 'thanks';
        }
        if (Often::is('optin', self::MOST)) {
            return 'later';
        }
        $person = (new Person($email, 'form'))->marketing(true, $words)
            ->page(determine_locale(), People::page())->in($this->plugin->consent->visitor())->at(Text::now());
        $this->plugin->delivery()->collect(Call::consent($person, true));
        return 'thanks';
    }

    /** Only words that this site showed become a proof of consent. */
    private static function proof(string $words): string
    {
        return substr(wp_hash('piste optin ' . $words), 0, 20);
    }

    private static function buttonText(string $own): string
    {
        return $own !== '' ? $own : __('Subscribe', 'piste');
    }

    /** @return array<string, string> */
    private static function texts(): array
    {
        return [
            'thanks' => __('Thank you. You will hear from us.', 'piste'),
            'incomplete' => __('Please give a valid address and tick the box.', 'piste'),
            'later' => __('Please try again later.', 'piste'),
        ];
    }
}
