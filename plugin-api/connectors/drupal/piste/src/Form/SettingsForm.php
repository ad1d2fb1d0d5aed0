<?php

namespace Drupal\piste\Form;

use Drupal\Core\Form\ConfigFormBase;
use Drupal\Core\Form\FormStateInterface;
use Drupal\piste\Connection;
use Drupal\piste\FirstRun;
use Drupal\piste\Handshake;
use Drupal\piste\Settings;
use Piste\Core\QueueStore;
use Symfony\Component\DependencyInjection\ContainerInterface;

/**
 * Address, key, and what is told to the server.
 */
class SettingsForm extends ConfigFormBase
{
    protected Settings $settings;

    protected Handshake $handshake;

    protected Connection $connection;

    protected QueueStore $queue;

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
      // The parent's constructor differs between the versions of Drupal 10.
        $form = parent::create($container);
        $form->settings = $container->get('piste.settings');
        $form->handshake = $container->get('piste.handshake');
        $form->connection = $container->get('piste.connection');
        $form->queue = $container->get('piste.queue');
        return $form;
    }

    /**
     * {@inheritdoc}
     */
    public function getFormId()
    {
        return 'piste_settings';
    }

    /**
     * {@inheritdoc}
     */
    protected function getEditableConfigNames()
    {
        return [Settings::CONFIG];
    }

    /**
     * {@inheritdoc}
     */
    public function buildForm(array $form, FormStateInterface $form_state)
    {
        $config = $this->config(Settings::CONFIG);
        $form['server'] = $this->serverPart((string) $config->get('address'));
        $form['track'] = $this->trackPart((array) $config->get('track'));
        $form['track']['content_types'] = [
            '#type' => 'checkboxes',
            '#title' => $this->t('Content types'),
            '#description' => $this->t('All of them where none is ticked. Only what everybody may read is told.'),
            '#options' => self::labels('node_type'),
            '#default_value' => (array) $config->get('content_types'),
            '#states' => ['visible' => [':input[name="track[contents]"]' => ['checked' => true]]],
        ];
        $form['pages'] = $this->pagesPart();
        $form['mails'] = $this->mailsPart();
        $form['queue'] = $this->queuePart();
        return parent::buildForm($form, $form_state);
    }

    /**
     * The address and the key.
     */
    protected function serverPart(string $address): array
    {
        $inFile = $this->settings->keyOfFile() !== '';
        return [
            '#type' => 'details',
            '#title' => $this->t('Server'),
            '#description' => $this->settings->isComplete()
                ? ''
                : $this->t('Nothing is sent before the address and the key are entered.'),
            '#open' => true,
            'address' => [
                '#type' => 'url',
                '#title' => $this->t('Address'),
                '#description' => $this->t('As the console shows it, such as https://t.example.org'),
                '#default_value' => $address,
                '#maxlength' => 255,
            ],
            'key' => [
                '#type' => 'password',
                '#title' => $this->t('Key'),
                '#description' => $this->keyHelp($inFile),
                '#maxlength' => 2000,
                '#disabled' => $inFile,
                '#attributes' => ['autocomplete' => 'off'],
            ],
            'test' => [
                '#type' => 'submit',
                '#name' => 'test',
                '#value' => $this->t('Save and test connection'),
                '#submit' => ['::submitForm', '::test'],
            ],
        ];
    }

    /**
     * Where the key is, or comes from.
     */
    protected function keyHelp(bool $inFile): string
    {
        if ($inFile) {
            return (string) $this->t('It stands in settings.php.');
        }
        return (string) ($this->settings->key() !== ''
            ? $this->t('A key is kept. Leave this empty to go on with it.')
            : $this->t('Copy it from the console. It is never shown here, and is no part of exported configuration.'));
    }

    /**
     * What is told.
     */
    protected function trackPart(array $track): array
    {
        $part = [
            '#type' => 'details',
            '#title' => $this->t('What is told to the server'),
            '#description' => $this->t('Visits are told by the tracker in the page. Nothing about a visitor is told without their consent, whatever is ticked here.'),
            '#open' => true,
            '#tree' => true,
        ];
        foreach (
            [
                'register' => $this->t('Registrations'),
                'login' => $this->t('Logins'),
                'comments' => $this->t('Comments'),
                'forms' => $this->t('Contact forms, webforms and the sign-up block'),
                'contents' => $this->t('Published contents'),
            ] as $name => $label
        ) {
            $part[$name] = [
                '#type' => 'checkbox',
                '#title' => $label,
                '#default_value' => !empty($track[$name]),
            ];
        }
        return $part;
    }

    /**
     * What pages carry, and for whom.
     */
    protected function pagesPart(): array
    {
        $config = $this->config(Settings::CONFIG);
        return [
            '#type' => 'details',
            '#title' => $this->t('Pages'),
            '#open' => true,
            'own_host' => [
                '#type' => 'checkbox',
                '#title' => $this->t("Serve the tracker under this site's own name"),
                '#description' => $this->t('Scripts and events then go through this site, below /p/, and cookies live for their full time. It costs a PHP request for each event; where you can, let the web server forward /p/ instead.'),
                '#default_value' => (bool) $config->get('own_host'),
            ],
            'identify' => [
                '#type' => 'checkbox',
                '#title' => $this->t('Tell the tracker who is signed in'),
                '#description' => $this->t('By a signed token that the browser fetches after consent. It is in no page and in no cache.'),
                '#default_value' => (bool) $config->get('identify'),
            ],
            'excluded_roles' => [
                '#type' => 'checkboxes',
                '#title' => $this->t('Roles that are left out'),
                '#options' => array_diff_key(self::labels('user_role'), ['anonymous' => 1, 'authenticated' => 1]),
                '#default_value' => (array) $config->get('excluded_roles'),
            ],
        ];
    }

    /**
     * Consent to mails, and the end of it.
     */
    protected function mailsPart(): array
    {
        $config = $this->config(Settings::CONFIG);
        return [
            '#type' => 'details',
            '#title' => $this->t('Mails and personal data'),
            '#open' => true,
            'registration_box' => [
                '#type' => 'checkbox',
                '#title' => $this->t('Offer a box for marketing mails at the registration'),
                '#default_value' => (bool) $config->get('registration_box'),
            ],
            'words' => [
                '#type' => 'textfield',
                '#title' => $this->t('Words beside a box for marketing mails'),
                '#description' => $this->t('They are kept with the consent, as its proof. Empty: "Send me news and offers by e-mail. I can unsubscribe at any time."'),
                '#default_value' => (string) $config->get('words'),
                '#maxlength' => 500,
            ],
            'erase_accounts' => [
                '#type' => 'checkbox',
                '#title' => $this->t('Erase the contact on the server when an account is deleted'),
                '#default_value' => (bool) $config->get('erase_accounts'),
            ],
        ];
    }

    /**
     * What waits.
     */
    protected function queuePart(): array
    {
        $complete = $this->settings->isComplete();
        return [
            '#type' => 'details',
            '#title' => $this->t('Queue'),
            '#open' => false,
            '#access' => $complete,
            'waiting' => [
                '#type' => 'item',
                '#markup' => $this->formatPlural($this->queue->stats()['length'], '1 call waits', '@count calls wait'),
            ],
            'flush' => [
                '#type' => 'submit',
                '#name' => 'flush',
                '#value' => $this->t('Send now'),
                '#submit' => ['::flush'],
                '#limit_validation_errors' => [],
            ],
            'contents' => [
                '#type' => 'submit',
                '#name' => 'contents',
                '#value' => $this->t('Send all contents again'),
                '#submit' => ['::contents'],
                '#limit_validation_errors' => [],
            ],
        ];
    }

    /**
     * {@inheritdoc}
     */
    public function validateForm(array &$form, FormStateInterface $form_state)
    {
        parent::validateForm($form, $form_state);
        $address = rtrim(trim((string) $form_state->getValue('address')), '/');
        if ($address !== '' && preg_match('#^https?://[^\s/?\#@]+$#i', $address) !== 1) {
            $form_state->setErrorByName('address', $this->t('Enter the address without a path, as the console shows it.'));
        }
        $key = trim((string) $form_state->getValue('key'));
        if ($key !== '' && preg_match('/^[A-Za-z0-9._-]{20,2000}$/', $key) !== 1) {
            $form_state->setErrorByName('key', $this->t('This is no key: it has letters, digits, dots, hyphens and underscores only.'));
        }
        $form_state->setValue('address', $address);
        $form_state->setValue('key', $key);
    }

    /**
     * {@inheritdoc}
     */
    public function submitForm(array &$form, FormStateInterface $form_state)
    {
        $config = $this->config(Settings::CONFIG);
        $values = $form_state->getValues();
        $before = [$this->settings->address(), $this->settings->key()];
        $track = array_map('boolval', array_diff_key($values['track'], ['content_types' => 1]));
        $config->set('address', $values['address'])
        ->set('track', $track)
        ->set('content_types', array_values(array_filter((array) ($values['track']['content_types'] ?? []))))
        ->set('excluded_roles', array_values(array_filter($values['excluded_roles'])))
        ->set('words', trim((string) $values['words']));
        foreach (['own_host', 'identify', 'registration_box', 'erase_accounts'] as $name) {
            $config->set($name, (bool) $values[$name]);
        }
        $config->save();
        if ($values['key'] !== '' && $this->settings->keyOfFile() === '') {
            $this->settings->setKey($values['key']);
        }
      // Another server knows nothing of what the last one told of itself.
        $isNew = $before !== [$this->settings->address(), $this->settings->key()];
        $this->settings->setSite($isNew ? [] : $this->settings->site());
        parent::submitForm($form, $form_state);
        $isTest = ($form_state->getTriggeringElement()['#name'] ?? '') === 'test';
        if ($isNew && !$isTest && $this->settings->isComplete()) {
            $this->test($form, $form_state);
        }
    }

    /**
     * Tests what was just saved.
     */
    public function test(array &$form, FormStateInterface $form_state): void
    {
        if (!$this->settings->isComplete()) {
            $this->messenger()->addError($this->t('Enter the address and the key first.'));
            return;
        }
        foreach ($this->handshake->shake() as [$type, $text]) {
            $this->messenger()->addMessage($text, $type);
        }
    }

    /**
     * Sends what waits, also while the server is taken to be away.
     */
    public function flush(array &$form, FormStateInterface $form_state): void
    {
        $arrived = $this->connection->delivery()->flush(20, true);
        $this->messenger()->addStatus($this->formatPlural($arrived, '1 call arrived', '@count calls arrived'));
    }

    /**
     * Queues everything that is published.
     */
    public function contents(array &$form, FormStateInterface $form_state): void
    {
        batch_set(FirstRun::batch());
    }

    /**
     * Labels of all entities of a type of configuration, by id.
     */
    protected static function labels(string $type): array
    {
        $all = \Drupal::entityTypeManager()->getStorage($type)->loadMultiple();
        return array_map(fn ($entity): string => (string) $entity->label(), $all);
    }
}
