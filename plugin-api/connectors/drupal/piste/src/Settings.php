<?php

namespace Drupal\piste;

use Drupal\Core\Cache\Cache;
use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Config\ImmutableConfig;
use Drupal\Core\Session\AccountInterface;
use Drupal\Core\Site\Settings as SiteSettings;
use Drupal\Core\State\StateInterface;

/**
 * What the administrator chose, and what the server told of itself.
 *
 * Choices are configuration. The key, and the secrets that the server hands
 * out, are state: configuration is exported, and lies in repositories.
 */
class Settings
{
    public const CONFIG = 'piste.settings';

    public function __construct(
        protected ConfigFactoryInterface $configFactory,
        protected StateInterface $state,
    ) {
    }

    /**
     * The choices.
     */
    public function config(): ImmutableConfig
    {
        return $this->configFactory->get(self::CONFIG);
    }

    /**
     * The address of the server, without a slash at its end; may be empty.
     */
    public function address(): string
    {
        return rtrim((string) $this->config()->get('address'), '/');
    }

    /**
     * The key, from settings.php where it stands there.
     */
    public function key(): string
    {
        return $this->keyOfFile() ?: (string) $this->state->get('piste.key', '');
    }

    /**
     * The key of settings.php; empty where there is none.
     */
    public function keyOfFile(): string
    {
        return (string) SiteSettings::get('piste_key', '');
    }

    /**
     * Keeps the key.
     */
    public function setKey(string $key): void
    {
        $this->state->set('piste.key', $key);
    }

    /**
     * Whether anything may be sent. The server is not asked before.
     */
    public function isComplete(): bool
    {
        return $this->address() !== '' && $this->key() !== '';
    }

    /**
     * The answer to the last ping that went well; empty before the first.
     */
    public function site(): array
    {
        return (array) $this->state->get('piste.site', []);
    }

    /**
     * Keeps what the server told of itself.
     */
    public function setSite(array $site): void
    {
        $this->state->set('piste.site', $site);
      // Pages and libraries carry the address of the script.
        Cache::invalidateTags(['config:' . self::CONFIG, 'library_info']);
    }

    /**
     * The names of the two cookies.
     */
    public function cookies(): array
    {
        return array_filter((array) ($this->site()['cookies'] ?? []), 'is_string') + [
            'consent' => 'piste_consent',
            'visitor' => 'piste_visitor',
        ];
    }

    /**
     * Whether this is told: register, login, comments, forms, contents.
     */
    public function tells(string $what): bool
    {
        return $this->isComplete() && (bool) $this->config()->get('track.' . $what);
    }

    /**
     * The words beside a box for marketing mails; empty where the usual ones hold.
     */
    public function words(): string
    {
        return trim((string) $this->config()->get('words'));
    }

    /**
     * Whether this account belongs to a role that is left out.
     */
    public function excludes(AccountInterface $account): bool
    {
        return (bool) array_intersect((array) $this->config()->get('excluded_roles'), $account->getRoles());
    }

    /**
     * Whether the tracker is served from this site.
     */
    public function isOwnHost(): bool
    {
        return $this->isComplete() && (bool) $this->config()->get('own_host');
    }

    /**
     * The address of the tracker's script for pages; empty before the first ping.
     *
     * @param string $base
     *   The path of this site, '/' for most.
     */
    public function script(string $base): string
    {
        $site = $this->site();
        if (empty($site['publicId'])) {
            return '';
        }
        $path = (string) ($site['paths']['script'] ?? '/p/t.js');
        if ($this->isOwnHost()) {
            return rtrim($base, '/') . $path;
        }
        return (string) ($site['snippet'] ?? $this->address() . $path);
    }
}
