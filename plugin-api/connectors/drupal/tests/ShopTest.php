<?php

namespace Piste\Drupal\Tests;

use PHPUnit\Framework\TestCase;

/** A purchase in Drupal Commerce: what was recorded from a real shop, or a real shop. */
final class ShopTest extends TestCase
{
    private Shop $shop;

    protected function setUp(): void
    {
        $this->shop = PISTE_ON_A_SITE ? new RealShop() : new TracedShop();
    }

    protected function tearDown(): void
    {
        $this->shop->close();
    }

    public function test_tells_a_purchase_in_three_carts_and_one_order(): void
    {
        $this->shop->open(true, true);
        $this->shop->buy();
        $told = array_map([self::class, 'summary'], $this->shop->sent());
        self::assertSame([
            'PUT carts 1 x 12.5',
            'PUT carts 3 x 12.5',
            'PUT carts 3 x 12.5 ann@example.org',
            'PUT orders 3 x 12.5 ann@example.org placed 37.5',
        ], $told);
    }

    public function test_an_order_names_the_cart_that_it_was(): void
    {
        $this->shop->open(true, true);
        $this->shop->buy();
        $sent = $this->shop->sent();
        self::assertSame('PUT /carts/' . $sent[3][1]['cart'], $sent[0][0]);
        self::assertMatchesRegularExpression('/^[0-9a-f-]{36}$/', $sent[3][1]['cart']);
        self::assertSame('visitor-token-1234567890', $sent[3][1]['v']);
        self::assertSame('visitor-token-1234567890', $sent[0][1]['v']);
    }

    public function test_snapshots_are_numbered_upwards(): void
    {
        $this->shop->open(true, true);
        $this->shop->buy();
        $numbers = array_filter(array_map(static fn (array $call) => $call[1]['seq'] ?? null, $this->shop->sent()));
        $sorted = $numbers;
        sort($sorted);
        self::assertCount(3, $numbers);
        self::assertSame($sorted, array_values($numbers));
    }

    public function test_tells_nothing_without_consent(): void
    {
        $this->shop->open(false, true);
        $this->shop->buy();
        self::assertSame([], $this->shop->sent());
    }

    public function test_without_the_hash_it_would_be_six_carts(): void
    {
        $this->shop->open(true, false);
        $this->shop->buy();
        $carts = preg_grep('#^PUT /carts/#', array_column($this->shop->sent(), 0));
        self::assertCount(6, $carts);
    }

    /** "PUT carts 3 x 12.5 address status total". */
    private static function summary(array $call): string
    {
        [$what, $said] = $call;
        $line = static fn (array $line): string => $line['quantity'] . ' x ' . $line['price'];
        $lines = array_map($line, $said['lines']);
        $parts = [
            strtok($what, '/') . strtok('/'),
            implode(', ', $lines),
            $said['email'] ?? '',
            $said['status'] ?? '',
            $said['total'] ?? '',
        ];
        return implode(' ', array_filter($parts, static fn ($part): bool => $part !== ''));
    }
}
