<?php

namespace Drupal\piste;

use Drupal\Core\Session\AccountInterface;
use Piste\Core\Call;
use Piste\Core\Person;

/**
 * Tells who a visitor is, and what they allowed by e-mail.
 */
class People
{
    public function __construct(
        protected Pending $pending,
        protected Visitors $visitors,
        protected Settings $settings,
    ) {
    }

    /**
     * The visitor gave an address. Without a visitor nothing is told.
     *
     * @param string $source
     *   One of login, register, checkout, comment, form.
     */
    public function identify(string $email, string $source, string $name = ''): void
    {
        $visitor = $this->visitors->current();
        $person = new Person($email, $source);
        if ($visitor === null || !$person->isValid()) {
            return;
        }
        $person->in($visitor)->name($name, '')->page($this->visitors->language(), $this->visitors->url());
      // Who registers is signed in at once: that is one thing to tell, not two.
        $about = 'identify:' . Call::hash($email);
        if (!$this->pending->has($about)) {
            $call = Call::identify($person);
            $this->pending->later($about, fn (): array => [$call]);
        }
    }

    /**
     * The account of the visitor, at login and registration.
     */
    public function identifyAccount(AccountInterface $account, string $source): void
    {
        if (!$this->settings->excludes($account)) {
            $this->identify((string) $account->getEmail(), $source);
        }
    }

    /**
     * Marketing by e-mail was allowed, or taken back. It needs no visitor.
     */
    public function consent(Person $person, bool $granted): void
    {
        if (!$this->settings->isComplete() || !$person->isValid()) {
            return;
        }
        $person->in($this->visitors->current())->page($this->visitors->language(), $this->visitors->url());
        $this->pending->call(Call::consent($person, $granted));
    }
}
