<?php

namespace Drupal\piste;

use Piste\Core\Text;

/**
 * Queues all published contents, a few at a time, as a batch of Drupal's.
 */
class FirstRun
{
    public const MOST = 50;

    /**
     * The batch; other modules add operations by hook_piste_first_run_alter().
     */
    public static function batch(): array
    {
        $operations = [[[self::class, 'nodes'], []]];
        \Drupal::moduleHandler()->alter('piste_first_run', $operations);
        return [
            'title' => t('Reading contents'),
            'operations' => $operations,
            'finished' => [self::class, 'finished'],
        ];
    }

    /**
     * Queues the next nodes.
     */
    public static function nodes(&$context): void
    {
        self::next($context, \Drupal::service('piste.contents'));
    }

    /**
     * Queues the next of what a source has.
     *
     * @param array|\ArrayAccess $context
     *   The batch's.
     * @param object $source
     *   Has after() and calls(), as Contents does.
     */
    public static function next(&$context, object $source): void
    {
        $last = $context['sandbox']['last'] ?? 0;
        $ids = $source->after($last, self::MOST);
        $queue = \Drupal::service('piste.queue');
        foreach ($ids as $id) {
            foreach ($source->calls((string) $id) as $call) {
                $now = Text::now();
                $queue->add($call, $now, $now, 0);
                $context['results'][] = 1;
            }
            $context['sandbox']['last'] = $id;
        }
        $context['finished'] = count($ids) < self::MOST ? 1 : 0.5;
    }

    /**
     * Says how many.
     */
    public static function finished(bool $success, array $results): void
    {
        \Drupal::messenger()->addStatus(\Drupal::translation()->formatPlural(count($results), '1 content waits to be sent', '@count contents wait to be sent'));
    }
}
