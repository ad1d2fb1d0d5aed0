<?php

namespace Drupal\piste_commerce;

use Drupal\Core\Database\Connection;

/**
 * What is known of an order beside itself: whose browser it is in, and what was told of it last.
 *
 * It lies in a table: the session is closed, and the order saved, when calls are made.
 */
class Links
{
    public const TABLE = 'piste_commerce_link';

    /**
     * Days that a link is kept after its last change: refunds come late.
     */
    public const DAYS = 180;

    public function __construct(protected Connection $database)
    {
    }

    /**
     * What is known; empty texts where nothing is.
     *
     * @return array{visitor: string, consent: string, hash: string}
     *   Of this order.
     */
    public function of(int $order): array
    {
        $row = $this->database->select(self::TABLE, 'l')
        ->fields('l', ['visitor', 'consent', 'hash'])
        ->condition('order_id', $order)
        ->execute()
        ->fetchAssoc();
        return $row ?: ['visitor' => '', 'consent' => '', 'hash' => ''];
    }

    /**
     * Keeps it.
     */
    public function keep(int $order, array $known): void
    {
        $this->database->merge(self::TABLE)
        ->key('order_id', $order)
        ->fields(array_intersect_key($known, ['visitor' => 1, 'consent' => 1, 'hash' => 1]) + ['changed' => time()])
        ->execute();
    }

    /**
     * Forgets an order.
     */
    public function forget(int $order): void
    {
        $this->database->delete(self::TABLE)->condition('order_id', $order)->execute();
    }

    /**
     * Forgets everything under a consent that was withdrawn.
     *
     * @return string[]
     *   Whose orders they were.
     */
    public function forgetConsent(string $consent): array
    {
        if ($consent === '') {
            return [];
        }
        $visitors = $this->database->select(self::TABLE, 'l')
            ->fields('l', ['visitor'])
            ->condition('consent', $consent)
            ->distinct()
            ->execute()
            ->fetchCol();
        $this->database->delete(self::TABLE)->condition('consent', $consent)->execute();
        return $visitors;
    }

    /**
     * Forgets what is too old to be of use.
     */
    public function expire(): void
    {
        $this->database->delete(self::TABLE)->condition('changed', time() - 86400 * self::DAYS, '<')->execute();
    }
}
