<?php

namespace Drupal\piste;

use Drupal\Core\Datetime\DateFormatterInterface;
use Drupal\Core\State\StateInterface;
use Drupal\Core\StringTranslation\StringTranslationTrait;
use Drupal\Core\Url;
use Drupal\piste\EventSubscriber\SendAfterResponse;
use Piste\Core\QueueStore;

/**
 * What the status report says.
 */
class Health
{
    use StringTranslationTrait;

    /**
     * Hours that calls may wait before it is worth a warning.
     */
    public const LATE_HOURS = 2;

    public function __construct(
        protected Settings $settings,
        protected QueueStore $queue,
        protected StateNotes $notes,
        protected StateInterface $state,
        protected DateFormatterInterface $dates,
    ) {
    }

    /**
     * The rows, as hook_requirements() wants them.
     */
    public function requirements(): array
    {
        $rows = ['piste_connection' => ['title' => $this->t('Piste: connection')] + $this->connection()];
        if ($this->settings->isComplete()) {
            $rows['piste_queue'] = ['title' => $this->t('Piste: queue')] + $this->queued();
            $rows['piste_errors'] = ['title' => $this->t('Piste: errors')] + $this->errors();
        }
        return $rows;
    }

    /**
     * Whether it was set up, and when it last worked.
     */
    protected function connection(): array
    {
        $form = Url::fromRoute('piste.settings')->toString();
        if (!$this->settings->isComplete()) {
            return [
                'value' => $this->t('Not connected'),
                'description' => $this->t('Enter the address and the key <a href=":form">here</a>. Nothing is sent before.', [':form' => $form]),
                'severity' => REQUIREMENT_INFO,
            ];
        }
        $until = (int) $this->state->get(StateBreaker::KEY, 0);
        if ($until > 1000 * time()) {
            return [
                'value' => $this->t('The server does not answer'),
                'description' => $this->t('What is told waits meanwhile, pages go on working. <a href=":form">Test the connection</a>.', [':form' => $form]),
                'severity' => REQUIREMENT_WARNING,
            ];
        }
        $last = (int) $this->state->get('piste.last_contact', 0);
        if ($last === 0) {
            return [
                'value' => $this->t('Never tested'),
                'description' => $this->t('<a href=":form">Test the connection</a>: pages carry no tracker before it worked once.', [':form' => $form]),
                'severity' => REQUIREMENT_WARNING,
            ];
        }
        return [
            'value' => $this->t('@site on @address, tested @ago ago', [
                '@site' => (string) ($this->settings->site()['site'] ?? ''),
                '@address' => $this->settings->address(),
                '@ago' => $this->dates->formatTimeDiffSince($last),
            ]),
            'severity' => REQUIREMENT_OK,
        ];
    }

    /**
     * How much waits, and for how long.
     */
    protected function queued(): array
    {
        $stats = $this->queue->stats();
        $late = $stats['oldest'] !== null && $stats['oldest'] < 1000 * (time() - 3600 * self::LATE_HOURS);
        $rows = [
            'value' => $this->formatPlural($stats['length'], '1 call waits', '@count calls wait'),
            'severity' => $late ? REQUIREMENT_WARNING : REQUIREMENT_OK,
        ];
        if ($late) {
            $rows['description'] = $this->t('The oldest has been waiting for @time. Does cron run?', [
                '@time' => $this->dates->formatTimeDiffSince(intdiv($stats['oldest'], 1000)),
            ]);
        } elseif (!SendAfterResponse::isDetached()) {
            $rows['description'] = $this->t('PHP cannot send after the page here (it can with PHP-FPM): everything goes through the queue. Let cron run every few minutes.');
        }
        return $rows;
    }

    /**
     * What went wrong, the latest first.
     */
    protected function errors(): array
    {
        $notes = $this->notes->all();
        if (!$notes) {
            return ['value' => $this->t('None'), 'severity' => REQUIREMENT_OK];
        }
        $items = array_map(fn (array $note): array => [
            '#plain_text' => $note['code'] . ': ' . $note['detail'] . ' (' . $note['count'] . ')',
        ], array_slice($notes, 0, 5));
        return [
            'value' => $this->formatPlural(count($notes), '1 kind of error', '@count kinds of errors'),
            'description' => ['#theme' => 'item_list', '#items' => $items],
            'severity' => REQUIREMENT_WARNING,
        ];
    }
}
