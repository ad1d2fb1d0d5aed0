<?php

namespace Drupal\piste\Form;

use Drupal\Core\Flood\FloodInterface;
use Drupal\Core\Form\FormBase;
use Drupal\Core\Form\FormStateInterface;
use Drupal\piste\People;
use Drupal\piste\Settings;
use Piste\Core\Person;
use Symfony\Component\DependencyInjection\ContainerInterface;

/**
 * Signs up for mails: an address, and a box that nobody ticks beforehand.
 */
class OptInForm extends FormBase
{
    /**
     * How often one address of a network may sign up within an hour.
     */
    public const MOST = 10;

    public function __construct(
        protected People $people,
        protected Settings $settings,
        protected FloodInterface $flood,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static($container->get('piste.people'), $container->get('piste.settings'), $container->get('flood'));
    }

    /**
     * {@inheritdoc}
     */
    public function getFormId()
    {
        return 'piste_opt_in';
    }

    /**
     * {@inheritdoc}
     */
    public function buildForm(array $form, FormStateInterface $form_state, array $said = [])
    {
        $said += ['intro' => '', 'words' => '', 'names' => false];
        if ($said['intro'] !== '') {
            $form['intro'] = ['#plain_text' => $said['intro'], '#prefix' => '<p>', '#suffix' => '</p>'];
        }
        if ($said['names']) {
            $form['first_name'] = [
                '#type' => 'textfield',
                '#title' => $this->t('First name'),
                '#maxlength' => 100,
                '#attributes' => ['autocomplete' => 'given-name'],
            ];
        }
        $form['mail'] = [
            '#type' => 'email',
            '#title' => $this->t('E-mail address'),
            '#required' => true,
            '#maxlength' => 254,
            '#attributes' => ['autocomplete' => 'email'],
        ];
      // Only programs fill this in.
        $form['homepage'] = [
            '#type' => 'textfield',
            '#title' => $this->t('Leave this empty'),
            '#attributes' => ['autocomplete' => 'off', 'tabindex' => -1],
            '#wrapper_attributes' => ['class' => ['visually-hidden'], 'aria-hidden' => 'true'],
        ];
        $form['agreed'] = [
            '#type' => 'checkbox',
            '#title' => $said['words'] ?: ($this->settings->words() ?: $this->t('Send me news and offers by e-mail. I can unsubscribe at any time.')),
            '#required' => true,
            '#default_value' => false,
        ];
        $form['actions'] = [
            '#type' => 'actions',
            'submit' => ['#type' => 'submit', '#value' => $this->t('Sign up')],
        ];
        return $form;
    }

    /**
     * {@inheritdoc}
     */
    public function validateForm(array &$form, FormStateInterface $form_state)
    {
        if (!$this->flood->isAllowed('piste.opt_in', self::MOST, 3600)) {
            $form_state->setErrorByName('mail', $this->t('That was too often. Please try again in an hour.'));
        }
    }

    /**
     * {@inheritdoc}
     */
    public function submitForm(array &$form, FormStateInterface $form_state)
    {
        $this->flood->register('piste.opt_in', 3600);
      // A program is thanked too: it learns nothing from it.
        $this->messenger()->addStatus($this->t('Thank you, you are signed up.'));
        if ((string) $form_state->getValue('homepage') !== '') {
            return;
        }
        $email = (string) $form_state->getValue('mail');
        $person = new Person($email, 'form');
        $person->marketing(true, (string) $form['agreed']['#title'])
        ->name((string) $form_state->getValue('first_name'), '');
      // Somebody's own account is more than a typed address.
        $account = $this->currentUser();
        if ($account->isAuthenticated() && strcasecmp((string) $account->getEmail(), $email) === 0) {
            $person->verified();
        }
        $this->people->consent($person, true);
        if ($this->settings->tells('forms')) {
            $this->people->identify($email, 'form', (string) $form_state->getValue('first_name'));
        }
    }
}
