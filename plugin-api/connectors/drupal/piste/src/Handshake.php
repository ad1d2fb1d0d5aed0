<?php

namespace Drupal\piste;

use Drupal\Core\Extension\ModuleHandlerInterface;
use Drupal\Core\State\StateInterface;
use Drupal\Core\StringTranslation\StringTranslationTrait;
use Drupal\Core\StringTranslation\TranslatableMarkup;
use Drupal\Core\Url;
use Piste\Core\Request;
use Piste\Core\Response;
use Piste\Core\Transport;
use Symfony\Component\HttpFoundation\RequestStack;

/**
 * Tests the connection, learns about the site, and says what to do about what is wrong.
 */
class Handshake
{
    use StringTranslationTrait;

    public const WEBHOOK = 'drupal';

    /**
     * Modules with a banner of their own, and what the server calls them.
     */
    public const BANNERS = [
        'klaro' => 'klaro',
        'cookies' => 'cookies',
        'eu_cookie_compliance' => 'eucc',
    ];

    public function __construct(
        protected Connection $connection,
        protected Settings $settings,
        protected Transport $transport,
        protected StateInterface $state,
        protected ModuleHandlerInterface $modules,
        protected RequestStack $requests,
    ) {
    }

    /**
     * Asks the server who we are.
     *
     * @return array<int, array{0: string, 1: \Drupal\Core\StringTranslation\TranslatableMarkup}>
     *   What to tell the administrator: status, warning or error, and the text.
     */
    public function shake(): array
    {
        $this->connection->reset();
        $answer = $this->connection->client()->ping();
        $site = $answer->json();
        if (!$answer->ok() || !is_string($site['publicId'] ?? null)) {
            return [['error', $this->trouble($answer)]];
        }
        $this->settings->setSite($site);
        $this->state->set('piste.last_contact', time());
        $said = [
            ['status', $this->t('Connected: this is the site "@site" on @address.', [
                '@site' => (string) ($site['site'] ?? ''),
                '@address' => $this->settings->address(),
            ]),
            ],
        ];
        $this->connection->report(true);
        return array_merge($said, $this->missing($site), $this->webhook(), $this->banner($site));
    }

    /**
     * Takes our address off the server's list; best effort.
     */
    public function part(): void
    {
        if ($this->settings->isComplete()) {
            $this->connection->client()->deleteWebhook(self::WEBHOOK);
        }
    }

    /**
     * What is wrong, and the remedy.
     */
    public function trouble(Response $answer): TranslatableMarkup
    {
        $said = [
            '@address' => $this->settings->address(),
            '@detail' => $answer->detail(),
            '@status' => $answer->status,
        ];
        switch (true) {
            case $answer->status === 0:
                return $this->t('Nobody answers at @address (@detail). Check the address, and whether this server may open connections to it. Pages go on working meanwhile.', $said);

            case $answer->status === 401:
                return $this->t('The server does not know this key. Make a new one in the console, under Connectors, and copy the whole of it.');

            case $answer->status === 403:
                return $this->t('The key may not do this: @detail Make a key of the kind "connector" in the console.', $said);

            case $answer->status === 429 || $answer->status === 503:
                return $this->t('The server is busy (@status). Try again in a minute.', $said);

            case $answer->status >= 500:
                return $this->t('The server has a problem of its own (@status). Its log says more.', $said);
        }
        return $this->t('Something answers at @address (@status), but it is no Piste server. Enter the address without a path, as the console shows it.', $said);
    }

    /**
     * Scopes without which some of what is chosen cannot be told.
     */
    protected function missing(array $site): array
    {
        $scopes = (array) ($site['scopes'] ?? []);
        $wanted = ['events', 'contents', 'privacy', 'webhooks'];
        if ($this->settings->isOwnHost()) {
            $wanted[] = 'proxy';
        }
        $missing = array_diff($wanted, $scopes);
        return $missing ? [['warning', $this->t('The key lacks rights: @scopes. Make a key of the kind "connector" in the console.', ['@scopes' => implode(', ', $missing)])]] : [];
    }

    /**
     * Lets the server tell us who unsubscribed; it calls no address without https.
     */
    protected function webhook(): array
    {
        $url = Url::fromRoute('piste.webhook', [], ['absolute' => true])->toString(true)->getGeneratedUrl();
        if (!str_starts_with($url, 'https://')) {
            return [['warning', $this->t('This site has no https: unsubscriptions are not reported back to it.')]];
        }
        $answer = $this->connection->client()->putWebhook(self::WEBHOOK, $url, [
            'contact.unsubscribed',
            'consent.withdrawn',
            'cart.recovered',
        ]);
        $secret = $answer->json()['secret'] ?? '';
        if (!$answer->ok() || !is_string($secret) || $secret === '') {
            return [['warning', $this->t('Unsubscriptions are not reported back to this site: @code.', ['@code' => $answer->code()])]];
        }
        $this->state->set(SignedRequests::SECRET, $secret);
        return [];
    }

    /**
     * Two banners would ask the same question twice; the wrong one would grant nothing.
     */
    protected function banner(array $site): array
    {
        $here = array_filter(array_keys(self::BANNERS), [$this->modules, 'moduleExists']);
        if (!$here) {
            return [];
        }
        $path = (string) ($site['paths']['consent'] ?? '/p/v1/consent');
        $origin = $this->requests->getCurrentRequest()?->getSchemeAndHttpHost() ?? '';
        $url = $this->settings->address() . $path . '?s=' . rawurlencode($site['publicId']);
        $answer = $this->transport->send(new Request('GET', $url, ['Origin' => $origin]));
        $asked = (string) ($answer->json()['options']['banner'] ?? '');
        $names = array_map(fn (string $module): string => self::BANNERS[$module], $here);
        if (in_array($asked, $names, true)) {
            return [];
        }
        return [['warning', $this->t('The module @module asks visitors for consent here. Choose "@banner" as the banner in the consent settings of the console, else two banners ask.', ['@module' => reset($here), '@banner' => reset($names)])]];
    }
}
