<?php

namespace Drupal\piste_commerce\Controller;

use Drupal\Core\Controller\ControllerBase;
use Drupal\Core\Flood\FloodInterface;
use Drupal\Core\Url;
use Drupal\piste\Connection;
use Drupal\piste\Settings;
use Drupal\piste\Visitors;
use Drupal\piste_commerce\Restore;
use Piste\Core\RestoreToken;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\RedirectResponse;
use Symfony\Component\HttpFoundation\Request;

/**
 * Where the link of a mail leads. It signs nobody in, shows nothing personal, and goes on without the token.
 */
class RestoreController extends ControllerBase
{
    /**
     * Links that one address of a network may follow within an hour.
     */
    public const MOST = 30;

    public function __construct(
        protected Settings $settings,
        protected Connection $connection,
        protected Visitors $visitors,
        protected Restore $restore,
        protected FloodInterface $flood,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static(
            $container->get('piste.settings'),
            $container->get('piste.connection'),
            $container->get('piste.visitors'),
            $container->get('piste_commerce.restore'),
            $container->get('flood'),
        );
    }

    /**
     * Fills the cart and shows it.
     */
    public function restore(Request $request): RedirectResponse
    {
        $token = RestoreToken::fromQuery($request->query->all());
      // A browser that looks ahead has nobody in front of it.
        $ahead = str_contains((string) $request->headers->get('Sec-Purpose', ''), 'prefetch');
        if ($token !== null && !$ahead && $this->settings->isComplete()) {
            $this->follow($token);
        }
        $response = new RedirectResponse(Url::fromRoute('commerce_cart.page')->toString(true)->getGeneratedUrl());
        $response->headers->set('Cache-Control', 'no-store, private');
        $response->headers->set('Referrer-Policy', 'no-referrer');
        $response->headers->set('X-Robots-Tag', 'noindex');
        return $response;
    }

    /**
     * Asks the server for the cart, and says what became of it.
     */
    protected function follow(string $token): void
    {
        if (!$this->flood->isAllowed('piste_commerce.restore', self::MOST, 3600)) {
            $this->messenger()->addWarning($this->t('That was too often. Please try again in an hour.'));
            return;
        }
        $this->flood->register('piste_commerce.restore', 3600);
        $answer = $this->connection->client()->resolve($token, $this->visitors->current());
        $said = $answer->json()['cart'] ?? null;
        if (!$answer->ok() || !is_array($said)) {
            $this->messenger()->addWarning($this->t('This link no longer works. Your cart is as you left it.'));
            return;
        }
        [$there, $missing] = $this->restore->fill($said);
        if ($there > 0) {
            $this->messenger()->addStatus($this->t('Your cart is here again. Prices are those of today.'));
        }
        if ($missing > 0) {
            $this->messenger()->addWarning($this->formatPlural($missing, '1 product cannot be had any more.', '@count products cannot be had any more.'));
        }
    }
}
