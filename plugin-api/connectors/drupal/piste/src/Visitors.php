<?php

namespace Drupal\piste;

use Drupal\Core\Language\LanguageManagerInterface;
use Drupal\Core\Session\AccountInterface;
use Piste\Core\Visitor;
use Symfony\Component\HttpFoundation\RequestStack;

/**
 * Whose browser the current request comes from, if they agreed to be known.
 */
class Visitors
{
    public function __construct(
        protected RequestStack $requests,
        protected Settings $settings,
        protected AccountInterface $account,
        protected LanguageManagerInterface $languages,
    ) {
    }

    /**
     * The visitor; NULL without consent, and for roles that are left out.
     */
    public function current(): ?Visitor
    {
        $request = $this->requests->getCurrentRequest();
        if ($request === null || !$this->settings->isComplete() || $this->settings->excludes($this->account)) {
            return null;
        }
        return Visitor::fromCookies($request->cookies->all(), $this->settings->cookies());
    }

    /**
     * The id of the consent that the visitor gave; empty without one.
     */
    public function consent(): string
    {
        $cookies = $this->requests->getCurrentRequest()?->cookies->all() ?? [];
        $said = $cookies[$this->settings->cookies()['consent']] ?? '';
        return is_string($said) && preg_match('/^1\.([A-Za-z0-9_-]{1,64})\./', $said, $found) === 1 ? $found[1] : '';
    }

    /**
     * Whether the visitor is this account; 0 for somebody who is not signed in.
     */
    public function isAccount(int $id): bool
    {
        return (int) $this->account->id() === $id;
    }

    /**
     * The page's address; core cuts off what does not belong into it.
     */
    public function url(): string
    {
        $request = $this->requests->getCurrentRequest();
        return $request === null ? '' : $request->getUri();
    }

    /**
     * The page's language.
     */
    public function language(): string
    {
        return $this->languages->getCurrentLanguage()->getId();
    }
}
