<?php

namespace Drupal\piste\Form;

use Drupal\Core\Form\FormBase;
use Drupal\Core\Form\FormStateInterface;
use Drupal\piste\Connection;
use Drupal\piste\Erasure;
use Drupal\piste\Handshake;
use Drupal\piste\Settings;
use Piste\Core\Response as Answer;
use Symfony\Component\DependencyInjection\ContainerInterface;
use Symfony\Component\HttpFoundation\Response;

/**
 * Downloads, or erases, everything that the server keeps about an address.
 */
class PrivacyForm extends FormBase
{
    public function __construct(
        protected Connection $connection,
        protected Handshake $handshake,
        protected Settings $settings,
        protected Erasure $erasure,
    ) {
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container)
    {
        return new static(
            $container->get('piste.connection'),
            $container->get('piste.handshake'),
            $container->get('piste.settings'),
            $container->get('piste.erasure'),
        );
    }

    /**
     * {@inheritdoc}
     */
    public function getFormId()
    {
        return 'piste_privacy';
    }

    /**
     * {@inheritdoc}
     */
    public function buildForm(array $form, FormStateInterface $form_state)
    {
        $form['mail'] = [
            '#type' => 'email',
            '#title' => $this->t('E-mail address'),
            '#required' => true,
            '#maxlength' => 254,
        ];
        $form['sure'] = [
            '#type' => 'checkbox',
            '#title' => $this->t('Yes, erase everything about this person. It cannot be undone.'),
        ];
        $form['actions'] = [
            '#type' => 'actions',
            'export' => [
                '#type' => 'submit',
                '#value' => $this->t('Download'),
                '#submit' => ['::export'],
            ],
            'erase' => [
                '#type' => 'submit',
                '#value' => $this->t('Erase'),
                '#button_type' => 'danger',
                '#validate' => ['::validateForm', '::validateErase'],
            ],
        ];
        return $form;
    }

    /**
     * {@inheritdoc}
     */
    public function validateForm(array &$form, FormStateInterface $form_state)
    {
        if (!$this->settings->isComplete()) {
            $form_state->setErrorByName('mail', $this->t('Enter the address and the key first.'));
        }
    }

    /**
     * Erasing wants the box as well.
     */
    public function validateErase(array &$form, FormStateInterface $form_state): void
    {
        if (!$form_state->getValue('sure')) {
            $form_state->setErrorByName('sure', $this->t('Tick the box to erase.'));
        }
    }

    /**
     * Downloads it as JSON.
     */
    public function export(array &$form, FormStateInterface $form_state): void
    {
        $answer = $this->connection->client()->privacy((string) $form_state->getValue('mail'));
        if (!$this->isFine($answer)) {
            return;
        }
        $json = json_encode($answer->json(), JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE);
        $form_state->setResponse(new Response($json, 200, [
            'Content-Type' => 'application/json; charset=utf-8',
            'Content-Disposition' => 'attachment; filename="piste-personal-data.json"',
            'Cache-Control' => 'no-store, private',
            'X-Content-Type-Options' => 'nosniff',
        ]));
    }

    /**
     * {@inheritdoc}
     */
    public function submitForm(array &$form, FormStateInterface $form_state)
    {
        $email = (string) $form_state->getValue('mail');
        $answer = $this->connection->client()->erase($email);
        if (!$this->isFine($answer)) {
            return;
        }
        $this->erasure->waiting($email);
        $parts = [];
        foreach (array_filter((array) ($answer->json()['erased'] ?? []), 'is_int') as $what => $count) {
            if ($count > 0) {
                $parts[] = $what . ': ' . $count;
            }
        }
        $this->messenger()->addStatus($parts
            ? $this->t('Erased: @counts', ['@counts' => implode(', ', $parts)])
            : $this->t('Nothing was kept about this address.'));
    }

    /**
     * Says what is wrong, if something is.
     */
    protected function isFine(Answer $answer): bool
    {
        if ($answer->ok()) {
            return true;
        }
        $this->messenger()->addError($this->handshake->trouble($answer));
        return false;
    }
}
