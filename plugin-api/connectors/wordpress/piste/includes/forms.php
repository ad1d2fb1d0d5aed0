<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Person;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Forms of other plugins, by their public hooks. The first field for an address is the person's; a box
 * for marketing mails is one that the site owner marked: the field "piste_marketing" of Contact Form 7,
 * the CSS class "piste-marketing" of a field of WPForms and Gravity Forms.
 */
final class Forms
{
    private const MARK = 'piste-marketing';

    /** @var People */
    private $people;

    public function __construct(People $people)
    {
        $this->people = $people;
    }

    public function hook(): void
    {
        add_action('wpcf7_mail_sent', [$this, 'contactForm7']);
        add_action('wpforms_process_complete', [$this, 'wpForms'], 10, 3);
        add_action('gform_after_submission', [$this, 'gravityForms'], 10, 2);
    }

    /** @param \WPCF7_ContactForm|mixed $form */
    public function contactForm7($form): void
    {
        $sent = class_exists('WPCF7_Submission') ? \WPCF7_Submission::get_instance() : null;
        if ($sent === null || !is_object($form) || !method_exists($form, 'scan_form_tags')) {
            return;
        }
        $posted = (array) $sent->get_posted_data();
        $ticked = null;
        $words = '';
        $email = '';
        foreach ($form->scan_form_tags() as $tag) {
            if ($tag->name === OptinBox::NAME) {
                $ticked = !in_array($posted[OptinBox::NAME] ?? '', ['', '0', []], true);
                $words = (string) ($tag->content ?? '') ?: implode(' ', (array) ($tag->values ?? []));
            } elseif ($tag->basetype === 'email' && $email === '') {
                $email = self::text($posted[$tag->name] ?? '');
            }
        }
        $this->tell($email, self::text($posted['your-name'] ?? ''), '', $ticked, $words);
    }

    /**
     * @param mixed $fields
     * @param mixed $entry
     * @param mixed $form
     */
    public function wpForms($fields, $entry = null, $form = null): void
    {
        $said = ['email' => '', 'first' => '', 'last' => ''];
        foreach ((array) $fields as $field) {
            if (($field['type'] ?? '') === 'email' && $said['email'] === '') {
                $said['email'] = self::text($field['value'] ?? '');
            } elseif (($field['type'] ?? '') === 'name' && $said['first'] === '') {
                $said['first'] = self::text(($field['first'] ?? '') ?: ($field['value'] ?? ''));
                $said['last'] = self::text($field['last'] ?? '');
            }
        }
        $ticked = null;
        $words = '';
        foreach ((array) ($form['fields'] ?? []) as $id => $set) {
            if (self::isMarked((string) ($set['css'] ?? ''))) {
                $ticked = self::text($fields[$id]['value'] ?? '') !== '';
                $words = self::text($fields[$id]['value'] ?? '') ?: (string) ($set['label'] ?? '');
            }
        }
        $this->tell($said['email'], $said['first'], $said['last'], $ticked, $words);
    }

    /**
     * @param mixed $entry
     * @param mixed $form
     */
    public function gravityForms($entry, $form): void
    {
        $said = ['email' => '', 'first' => '', 'last' => ''];
        $ticked = null;
        $words = '';
        foreach ((array) ($form['fields'] ?? []) as $field) {
            $id = (string) ($field->id ?? '');
            if (self::isMarked((string) ($field->cssClass ?? ''))) {
                $ticked = self::text($entry[$id . '.1'] ?? '') !== '';
                $words = (string) ($field->checkboxLabel ?? '') ?: (string) ($field->label ?? '');
            } elseif (($field->type ?? '') === 'email' && $said['email'] === '') {
                $said['email'] = self::text($entry[$id] ?? '');
            } elseif (($field->type ?? '') === 'name' && $said['first'] === '') {
                $said['first'] = self::text($entry[$id . '.3'] ?? '');
                $said['last'] = self::text($entry[$id . '.6'] ?? '');
            }
        }
        $this->tell($said['email'], $said['first'], $said['last'], $ticked, $words);
    }

    private function tell(string $email, string $first, string $last, ?bool $ticked, string $words): void
    {
        $person = (new Person($email, 'form'))->name($first, $last)->page(determine_locale(), People::page());
        $this->people->tellWithBox($person, $ticked, wp_strip_all_tags($words));
    }

    private static function isMarked(string $classes): bool
    {
        return in_array(self::MARK, (array) preg_split('/\s+/', $classes), true);
    }

    /** @param mixed $value */
    private static function text($value): string
    {
        return is_scalar($value) ? trim((string) $value) : '';
    }
}
