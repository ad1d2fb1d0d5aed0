<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The tag in the pages. It is the same for every visitor, so caches may keep it: whether anything is
 * tracked is decided in the browser. Only what is for the person signed in is not, and such pages no
 * cache keeps.
 */
final class Tracker
{
    private const SIGNED_OUT = 'piste_signed_out';

    /** Optimizers of scripts leave alone what says so: the tag has to find itself in the page. */
    private const AS_IT_IS = ['data-cfasync' => 'false', 'data-no-optimize' => '1', 'data-no-minify' => '1',
        'data-no-defer' => '1', 'data-pagespeed-no-defer' => true];

    /** @var Settings */
    private $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    public function hook(): void
    {
        add_action('wp_head', [$this, 'print'], 2);
        add_action('wp_logout', [$this, 'signedOut']);
        add_filter('autoptimize_filter_js_exclude', [$this, 'exclude']);
        foreach (['rocket_exclude_js', 'rocket_exclude_defer_js', 'rocket_delay_js_exclusions'] as $filter) {
            add_filter($filter, [$this, 'excludeAddress']);
        }
    }

    /** Whether pages made for the person at hand have the tag. */
    public function isOn(): bool
    {
        return $this->settings->isConnected() && $this->settings->isOn('visits')
            && !is_preview() && !is_customize_preview()
            && !$this->settings->leavesOut(wp_get_current_user());
    }

    public function print(): void
    {
        if (!$this->isOn()) {
            return;
        }
        $tag = ['async' => true, 'id' => 'piste-t', 'src' => esc_url($this->script()),
            'data-site' => (string) $this->settings->site('publicId')];
        $auto = (array) $this->settings->get('auto');
        if ($auto !== []) {
            $tag['data-auto'] = implode(' ', $auto);
        }
        wp_print_script_tag($tag + self::AS_IT_IS);
        wp_print_script_tag($this->ownScript() + self::AS_IT_IS);
    }

    /** Where t.js is for pages: on this site's own host where it is passed on, else at the tracker. */
    public function script(): string
    {
        $paths = $this->settings->site('paths');
        $path = is_array($paths) && isset($paths['script']) ? (string) $paths['script'] : '/p/t.js';
        return $this->settings->usesProxy() ? home_url($path) : (string) $this->settings->site('snippet');
    }

    /** The browser hears of it on its next page: only there it can be told to the tracker. */
    public function signedOut(): void
    {
        $seen = isset($_COOKIE[$this->settings->cookies()['consent'] ?? 'piste_consent']);
        if ($this->settings->isConnected() && $seen && !headers_sent()) {
            setcookie(self::SIGNED_OUT, '1', [
                'expires' => time() + HOUR_IN_SECONDS,
                'path' => '/',
                'secure' => is_ssl(),
                'samesite' => 'Lax',
            ]);
        }
    }

    /** Autoptimize has them in one text. */
    public function exclude($excluded)
    {
        return is_string($excluded) ? $excluded . ', /p/t.js, plugins/piste/' : $excluded;
    }

    /** WP Rocket has a list of patterns. */
    public function excludeAddress($excluded)
    {
        return is_array($excluded) ? array_merge($excluded, ['/p/t.js', 'plugins/piste/']) : $excluded;
    }

    /**
     * @return array<string, string|bool>
     */
    private function ownScript(): array
    {
        $tag = [
            'id' => 'piste-own',
            'defer' => true,
            'src' => esc_url(add_query_arg('ver', VERSION, plugins_url('assets/js/piste.js', __DIR__))),
        ];
        if ($this->settings->site('tellsOthers') === true) {
            $tag['data-tell'] = '1';
        }
        if (is_user_logged_in() && $this->settings->isOn('people')) {
            $tag['data-identity'] = esc_url_raw(rest_url(Identity::ROUTE));
            $tag['data-nonce'] = wp_create_nonce('wp_rest');
        }
        return $tag;
    }
}
