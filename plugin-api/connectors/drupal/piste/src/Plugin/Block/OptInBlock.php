<?php

namespace Drupal\piste\Plugin\Block;

use Drupal\Core\Block\BlockBase;
use Drupal\Core\Form\FormBuilderInterface;
use Drupal\Core\Form\FormStateInterface;
use Drupal\Core\Plugin\ContainerFactoryPluginInterface;
use Drupal\piste\Form\OptInForm;
use Symfony\Component\DependencyInjection\ContainerInterface;

/**
 * A form for those who want mails.
 *
 * @Block(
 *   id = "piste_opt_in",
 *   admin_label = @Translation("Piste: sign up for mails"),
 *   category = @Translation("Forms")
 * )
 */
class OptInBlock extends BlockBase implements ContainerFactoryPluginInterface
{
    public function __construct(
        array $configuration,
        $plugin_id,
        $plugin_definition,
        protected FormBuilderInterface $formBuilder,
    ) {
        parent::__construct($configuration, $plugin_id, $plugin_definition);
    }

    /**
     * {@inheritdoc}
     */
    public static function create(ContainerInterface $container, array $configuration, $plugin_id, $plugin_definition)
    {
        return new static($configuration, $plugin_id, $plugin_definition, $container->get('form_builder'));
    }

    /**
     * {@inheritdoc}
     */
    public function defaultConfiguration()
    {
        return ['intro' => '', 'words' => '', 'names' => false];
    }

    /**
     * {@inheritdoc}
     */
    public function blockForm($form, FormStateInterface $form_state)
    {
        $form['intro'] = [
            '#type' => 'textfield',
            '#title' => $this->t('Text above the form'),
            '#default_value' => $this->configuration['intro'],
            '#maxlength' => 300,
        ];
        $form['words'] = [
            '#type' => 'textfield',
            '#title' => $this->t('Words beside the box'),
            '#description' => $this->t('They are kept with the consent, as its proof. Say who writes, about what and how often. Empty: the words of the settings.'),
            '#default_value' => $this->configuration['words'],
            '#maxlength' => 500,
        ];
        $form['names'] = [
            '#type' => 'checkbox',
            '#title' => $this->t('Ask for the first name'),
            '#default_value' => $this->configuration['names'],
        ];
        return $form;
    }

    /**
     * {@inheritdoc}
     */
    public function blockSubmit($form, FormStateInterface $form_state)
    {
        foreach (['intro', 'words', 'names'] as $name) {
            $this->configuration[$name] = $form_state->getValue($name);
        }
    }

    /**
     * {@inheritdoc}
     */
    public function build()
    {
        return $this->formBuilder->getForm(OptInForm::class, $this->configuration);
    }
}
