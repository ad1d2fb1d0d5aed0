<?php

namespace Drupal\piste;

use Drupal\Core\Extension\ModuleExtensionList;
use Drupal\Core\State\StateInterface;
use Piste\Core\Breaker;
use Piste\Core\BreakerStore;
use Piste\Core\Client;
use Piste\Core\ConnectorHeader;
use Piste\Core\Delivery;
use Piste\Core\Notes;
use Piste\Core\Proxy;
use Piste\Core\QueueStore;
use Piste\Core\Response;
use Piste\Core\Text;
use Piste\Core\Transport;

/**
 * The way to the server, made of what the administrator entered.
 */
class Connection
{
    public const REPORTED = 'piste.reported';

    protected ?Delivery $delivery = null;

    public function __construct(
        protected Settings $settings,
        protected Transport $transport,
        protected QueueStore $queue,
        protected BreakerStore $breakerStore,
        protected Notes $notes,
        protected StateInterface $state,
        protected ModuleExtensionList $modules,
    ) {
    }

    /**
     * For calls that are answered at once.
     *
     * @param string|null $address
     *   Another address and key than those that are kept, for a test of them.
     */
    public function client(?string $address = null, ?string $key = null): Client
    {
        return new Client(
            $this->transport,
            $address ?? $this->settings->address(),
            $key ?? $this->settings->key(),
            $this->header(),
        );
    }

    /**
     * For calls that may wait.
     */
    public function delivery(): Delivery
    {
        return $this->delivery ??= new Delivery(
            $this->client(),
            $this->queue,
            new Breaker($this->breakerStore),
            $this->notes,
        );
    }

    /**
     * Makes it anew after the address or the key changed.
     */
    public function reset(): void
    {
        $this->delivery = null;
        $this->breakerStore->setOpenUntil(0);
        $this->proxyStore()->setOpenUntil(0);
    }

    /**
     * The tracker under this site's name.
     */
    public function proxy(): Proxy
    {
        return new Proxy($this->settings->address(), $this->settings->key(), $this->settings->site()['paths'] ?? []);
    }

    /**
     * Sends what the proxy made of a browser's request; nobody waits while the server is away.
     */
    public function pass(\Piste\Core\Request $request): Response
    {
        $breaker = new Breaker($this->proxyStore());
        $now = Text::now();
        if ($breaker->isOpen($now)) {
            return Response::none('the server is away');
        }
        $response = $this->transport->send($request);
        if ($response->status === 0) {
            $breaker->opened($now);
        }
        return $response;
    }

    /**
     * The proxy's own: a busy API does not close the door for visitors.
     */
    protected function proxyStore(): BreakerStore
    {
        return new StateBreaker($this->state, StateBreaker::PROXY);
    }

    /**
     * Tells the server how we are: at most once in an hour, unless it is wanted.
     */
    public function report(bool $now = false): void
    {
        $time = time();
        if (!$this->settings->isComplete() || (!$now && $time - (int) $this->state->get(self::REPORTED, 0) < 3600)) {
            return;
        }
        $this->state->set(self::REPORTED, $time);
        $errors = $this->notes instanceof StateNotes ? $this->notes->all() : [];
        $this->client()->report($this->queue->stats(), $errors);
    }

    /**
     * What stands in X-Connector.
     */
    protected function header(): string
    {
        $known = $this->modules->getAllInstalledInfo();
        return ConnectorHeader::of('drupal', (string) ($known['piste']['version'] ?? ''), [
            'drupal' => \Drupal::VERSION,
            'commerce' => (string) ($known['commerce']['version'] ?? ''),
        ]);
    }
}
