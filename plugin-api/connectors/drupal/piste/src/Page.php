<?php

namespace Drupal\piste;

use Drupal\Core\Routing\AdminContext;
use Drupal\Core\Session\AccountInterface;

/**
 * What pages carry: the tag of the tracker, the same for everybody.
 *
 * Whether somebody agreed is decided in the browser. Pages are kept by caches,
 * so that nothing about a visitor may stand in them.
 */
class Page
{
    public function __construct(
        protected Settings $settings,
        protected AccountInterface $account,
        protected AdminContext $adminContext,
    ) {
    }

    /**
     * Puts the tag into a page.
     */
    public function attach(array &$page): void
    {
        $page['#cache']['tags'][] = 'config:' . Settings::CONFIG;
        if ($this->settings->config()->get('excluded_roles')) {
            $page['#cache']['contexts'][] = 'user.roles';
        } else {
            $page['#cache']['contexts'][] = 'user.roles:authenticated';
        }
        if (!$this->isTracked()) {
            return;
        }
        $page['#attached']['library'][] = 'piste/tracker';
        if ($this->settings->config()->get('identify')) {
            $page['#attached']['library'][] = 'piste/account';
            $page['#attached']['drupalSettings']['piste'] = ['signedIn' => $this->account->isAuthenticated()];
        }
    }

    /**
     * Pages of administrators and of roles that are left out carry nothing.
     */
    protected function isTracked(): bool
    {
        return $this->settings->script('/') !== ''
        && !$this->adminContext->isAdminRoute()
        && !$this->settings->excludes($this->account);
    }

    /**
     * The library with the tag, as hook_library_info_build() wants it.
     *
     * @param string $base
     *   The path of this site.
     */
    public function libraries(string $base): array
    {
        $script = $this->settings->script($base);
        if ($script === '') {
            return [];
        }
        return [
            'tracker' => [
                'header' => true,
                'js' => [
                    $script => [
                        'type' => 'external',
                        'minified' => true,
                        'preprocess' => false,
                        'attributes' => [
                            'defer' => true,
                            'data-site' => (string) $this->settings->site()['publicId'],
                        ],
                    ],
                ],
            ],
        ];
    }
}
