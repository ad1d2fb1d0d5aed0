<?php

namespace Drupal\piste;

use Drupal\Core\Language\LanguageManagerInterface;
use Drupal\Core\Session\AccountInterface;
use Piste\Core\Visitor;
use Symfony\Component\HttpFoundation\RequestStack;

/**
 * Whose browser the current request comes from, if they agreed to be known.
 */
class Visitors {

  public function __construct(
    protected RequestStack $requests,
    protected Settings $settings,
    protected AccountInterface $account,
    protected LanguageManagerInterface $languages,
  ) {}

  /**
   * The visitor; NULL without consent, and for roles that are left out.
   */
  public function current(): ?Visitor {
    $request = $this->requests->getCurrentRequest();
    if ($request === NULL || !$this->settings->isComplete() || $this->settings->excludes($this->account)) {
      return NULL;
    }
    return Visitor::fromCookies($request->cookies->all(), $this->settings->cookies());
  }

  /**
   * The page's address; core cuts off what does not belong into it.
   */
  public function url(): string {
    $request = $this->requests->getCurrentRequest();
    return $request === NULL ? '' : $request->getUri();
  }

  /**
   * The page's language.
   */
  public function language(): string {
    return $this->languages->getCurrentLanguage()->getId();
  }

}
