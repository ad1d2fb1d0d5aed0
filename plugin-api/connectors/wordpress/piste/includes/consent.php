<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Visitor;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Who may be told of. The browser decides; here only its cookies are read, never in the making of a
 * page that a cache could keep.
 */
final class Consent
{
    /** What stands for our purposes in the WP Consent API. */
    public const CATEGORIES = ['visits' => 'statistics', 'profile' => 'marketing', 'carts' => 'marketing'];

    /** @var Settings */
    private $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    /**
     * The visitor of this request, when they allowed the purpose (visits, profile, carts; an empty text for
     * any) and the person signed in is not left out; null is a refusal.
     */
    public function visitor(string $purpose = ''): ?Visitor
    {
        $visitor = Visitor::fromCookies($_COOKIE, $this->settings->cookies());
        if (!$this->settings->isConnected() || $visitor === null) {
            return null;
        }
        $refused = $purpose !== '' && (!$visitor->allows($purpose) || $this->isRefusedElsewhere($purpose));
        return $refused || $this->settings->leavesOut(wp_get_current_user()) ? null : $visitor;
    }

    /**
     * Whether another plugin's banner asks, and was told no. The WP Consent API answers yes to everything
     * where no plugin set a consent type, so it counts only where one did.
     */
    private function isRefusedElsewhere(string $purpose): bool
    {
        return $this->settings->site('asks') === 'wp'
            && function_exists('wp_has_consent') && function_exists('wp_get_consent_type')
            && wp_get_consent_type()
            && isset(self::CATEGORIES[$purpose])
            && !wp_has_consent(self::CATEGORIES[$purpose]);
    }
}
