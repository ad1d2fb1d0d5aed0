<?php

namespace Drupal\piste\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\piste\Settings;
use Piste\Core\IdentityToken;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\JsonResponse;

/**
 * Vouches for the signed-in user, to the tracker of their own browser.
 */
class IdentityController extends ControllerBase
{
    public function __construct(protected Settings $settings)
    {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static($container->get('piste.settings'));
    }

    /**
     * A token of five minutes; an empty one where none is given.
     */
    public function token(): JsonResponse
    {
        $account = $this->currentUser();
        $site = $this->settings->site();
        $secret = (string) ($site['identitySecret'] ?? '');
        $email = (string) $account->getEmail();
        $given = $secret !== '' && $email !== '' && $account->isAuthenticated()
        && $this->settings->isComplete() && $this->settings->config()->get('identify')
        && !$this->settings->excludes($account);
        $token = $given ? IdentityToken::sign($secret, (string) $site['publicId'], $email, [], time()) : '';
        return new JsonResponse(['token' => $token], 200, [
            'Cache-Control' => 'no-store, private',
            'X-Robots-Tag' => 'noindex',
        ]);
    }
}
