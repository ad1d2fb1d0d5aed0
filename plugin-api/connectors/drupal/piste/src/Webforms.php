<?php

namespace Drupal\piste;

use Drupal\Core\Entity\EntityInterface;

/**
 * Submissions of the module Webform, known by its documented methods alone.
 */
class Webforms
{
    public function __construct(protected People $people)
    {
    }

    /**
     * A submission was made; a draft is none yet.
     */
    public function submitted(EntityInterface $submission): void
    {
        if (!$submission->isDraft()) {
            $this->people->identify($this->email($submission), 'form');
        }
    }

    /**
     * A submission was written once more: what was a draft may be complete now.
     */
    public function completed(EntityInterface $submission): void
    {
        $before = $submission->original ?? null;
        if (!$submission->isDraft() && $before !== null && $before->isDraft()) {
            $this->people->identify($this->email($submission), 'form');
        }
    }

    /**
     * What was typed into the first field for an address; empty where there is none.
     */
    protected function email(EntityInterface $submission): string
    {
        $said = $submission->getData();
        foreach ($submission->getWebform()->getElementsInitializedAndFlattened() as $key => $element) {
            $isEmail = in_array($element['#type'] ?? '', ['email', 'webform_email_confirm'], true);
            if ($isEmail && is_string($said[$key] ?? null) && $said[$key] !== '') {
                return $said[$key];
            }
        }
        return '';
    }
}
