<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The WP Consent API. Where another plugin asks, our banner follows it in the browser. Where ours asks,
 * and the site's owner gave purposes the names of its categories, others may follow ours: then there is
 * a consent type, and assets/js/piste.js says what was chosen.
 */
final class ConsentApi
{
    /** @var Settings */
    private $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    public function hook(string $file): void
    {
        // We ask and obey: the API lists plugins that say so.
        add_filter('wp_consent_api_registered_' . plugin_basename($file), '__return_true');
        add_filter('wp_get_consent_type', [$this, 'type'], 20);
        add_action('init', [$this, 'describe'], 20);
    }

    public function type($type)
    {
        return $this->settings->site('tellsOthers') === true && !$type ? 'optin' : $type;
    }

    /** For the lists of cookies that other banners show. */
    public function describe(): void
    {
        if (!function_exists('wp_add_cookie_info') || !$this->settings->isConnected()) {
            return;
        }
        $names = $this->settings->cookies() + ['consent' => 'piste_consent', 'visitor' => 'piste_visitor'];
        wp_add_cookie_info($names['consent'], 'Piste', 'functional', __('6 months', 'piste'), __('Your choice in our banner', 'piste'));
        $visitor = __('Recognises your browser, after you agreed', 'piste');
        wp_add_cookie_info($names['visitor'], 'Piste', 'statistics', __('13 months', 'piste'), $visitor);
    }
}
