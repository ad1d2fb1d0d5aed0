<?php

namespace Drupal\piste_commerce\Plugin\Commerce\CheckoutPane;

use Drupal\commerce_checkout\Plugin\Commerce\CheckoutPane\CheckoutPaneBase;
use Drupal\Core\Form\FormStateInterface;
use Drupal\piste_commerce\Carts;
use Piste\Core\Person;

/**
 * A box for marketing mails at the checkout, which nobody ticks beforehand.
 *
 * @CommerceCheckoutPane(
 *   id = "piste_opt_in",
 *   label = @Translation("News and offers by e-mail"),
 *   default_step = "_disabled",
 * )
 */
class OptIn extends CheckoutPaneBase
{
    /**
     * {@inheritdoc}
     */
    public function defaultConfiguration()
    {
        return ['words' => ''] + parent::defaultConfiguration();
    }

    /**
     * {@inheritdoc}
     */
    public function buildConfigurationSummary()
    {
        return $this->words();
    }

    /**
     * {@inheritdoc}
     */
    public function buildConfigurationForm(array $form, FormStateInterface $form_state)
    {
        $form = parent::buildConfigurationForm($form, $form_state);
        $form['words'] = [
            '#type' => 'textfield',
            '#title' => $this->t('Words beside the box'),
            '#description' => $this->t('They are kept with the consent, as its proof. Say who writes, about what and how often. Empty: the words of the settings.'),
            '#default_value' => $this->configuration['words'],
            '#maxlength' => 500,
        ];
        return $form;
    }

    /**
     * {@inheritdoc}
     */
    public function submitConfigurationForm(array &$form, FormStateInterface $form_state)
    {
        parent::submitConfigurationForm($form, $form_state);
        if (!$form_state->getErrors()) {
            $values = $form_state->getValue($form['#parents']);
            $this->configuration['words'] = trim((string) $values['words']);
        }
    }

    /**
     * {@inheritdoc}
     */
    public function isVisible()
    {
        return \Drupal::service('piste.settings')->isComplete();
    }

    /**
     * {@inheritdoc}
     */
    public function buildPaneForm(array $pane_form, FormStateInterface $form_state, array &$complete_form)
    {
        $pane_form['agreed'] = [
            '#type' => 'checkbox',
            '#title' => $this->words(),
            '#default_value' => Carts::marketing($this->order) === true,
        ];
        return $pane_form;
    }

    /**
     * {@inheritdoc}
     */
    public function submitPaneForm(array &$pane_form, FormStateInterface $form_state, array &$complete_form)
    {
        $values = $form_state->getValue($pane_form['#parents']);
        $agreed = !empty($values['agreed']);
        $before = Carts::marketing($this->order);
        $this->order->setData(Carts::MARKETING, $agreed);
        $email = (string) $this->order->getEmail();
      // Not ticked is no word about mails that were allowed elsewhere; unticked again is one.
        if ($email === '' || ($agreed === ($before === true))) {
            return;
        }
        $person = new Person($email, 'checkout');
        $person->marketing($agreed, $this->words());
        \Drupal::service('piste.people')->consent($person, $agreed);
    }

    /**
     * What stands beside the box.
     */
    protected function words(): string
    {
        $words = (string) $this->configuration['words'] ?: \Drupal::service('piste.settings')->words();
        return $words ?: (string) $this->t('Send me news and offers by e-mail. I can unsubscribe at any time.');
    }
}
