<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What the administrator chose, and what the server said of itself when it was asked last. Both are
 * small options that WordPress loads with each page anyway.
 */
final class Settings
{
    public const OPTION = 'piste_settings';
    public const SITE = 'piste_site';

    private const DEFAULTS = [
        'address' => '',
        'key' => '',
        'proxy' => true,
        'visits' => true,
        'people' => true,
        'comments' => true,
        'forms' => true,
        'carts' => true,
        'auto' => ['search', 'notfound'],
        'contents' => ['post', 'page'],
        'roles' => ['administrator'],
        'capture' => false,
        'optin' => false,
        'optin_text' => '',
    ];

    /**
     * One of: address, key, proxy, visits, people, comments, forms, carts, auto, contents, roles,
     * capture, optin, optin_text.
     *
     * @return mixed
     */
    public function get(string $name)
    {
        return $this->all()[$name];
    }

    public function isOn(string $name): bool
    {
        return $this->get($name) === true;
    }

    /**
     * @return array<string, mixed>
     */
    public function all(): array
    {
        $saved = get_option(self::OPTION);
        return array_intersect_key(is_array($saved) ? $saved : [], self::DEFAULTS) + self::DEFAULTS;
    }

    /**
     * @param array<string, mixed> $values those that change
     */
    public function save(array $values): void
    {
        update_option(self::OPTION, $values + $this->all());
    }

    /** Whether the server knew our key when it was asked last: nothing is sent before. */
    public function isConnected(): bool
    {
        return $this->get('address') !== '' && $this->get('key') !== '' && $this->site('publicId') !== '';
    }

    /**
     * What the server said of itself (the answer to the ping), "proxyWorks", "asks" and "webhookSecret";
     * an empty text for what it did not say.
     *
     * @return mixed
     */
    public function site(string $name)
    {
        $site = get_option(self::SITE);
        return is_array($site) ? ($site[$name] ?? '') : '';
    }

    /**
     * @param array<string, mixed>|null $said null forgets the connection
     */
    public function saveSite(?array $said): void
    {
        if ($said === null) {
            delete_option(self::SITE);
        } else {
            $before = get_option(self::SITE);
            update_option(self::SITE, $said + (is_array($before) ? $before : []));
        }
    }

    /** Whether the server lets our key do this. */
    public function may(string $scope): bool
    {
        $scopes = $this->site('scopes');
        return is_array($scopes) && in_array($scope, $scopes, true);
    }

    /** Whether scripts and events go through this site's own host. */
    public function usesProxy(): bool
    {
        return $this->isConnected() && $this->isOn('proxy') && $this->site('proxyWorks') === true;
    }

    /** Names of the server's cookies. @return array<string, string> */
    public function cookies(): array
    {
        $names = $this->site('cookies');
        return is_array($names) ? $names : [];
    }

    /** Whether the person who is signed in has a role that is left out. */
    public function leavesOut(\WP_User $user): bool
    {
        $out = (array) $this->get('roles');
        // Who administers a network is no member of its sites.
        $network = is_multisite() && is_super_admin($user->ID) && in_array('administrator', $out, true);
        return $network || array_intersect((array) $user->roles, $out) !== [];
    }
}
