<?php

namespace Piste\Drupal\Tests;

use Drupal\Core\Flood\FloodInterface;
use Drupal\piste_commerce\Availability;
use Drupal\piste_commerce\Carts;
use Drupal\piste_commerce\Controller\RestoreController;
use Drupal\piste_commerce\Restore;
use PHPUnit\Framework\TestCase;
use Piste\Core\Response;
use Symfony\Component\HttpFoundation\Request;

/** Where the link of a mail leads. */
final class RestoreTest extends TestCase implements FloodInterface
{
    private const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
    private const CART = '{"cart":{"id":"11111111-2222-3333-4444-555555555555","currency":"EUR","lines":['
        . '{"sku":"TEA-1","name":"<b>Tea</b>","quantity":2,"price":0.01},'
        . '{"sku":"GONE","name":"Old","quantity":1,"price":1},{"sku":["x"]},"x"]}}';

    private int $followed = 0;
    private object $cart;
    private array $added = [];
    private array $said = [];

    /** @dataProvider forged */
    public function test_a_forged_link_asks_nobody_and_changes_nothing(string $query): void
    {
        $rig = new Rig(new Response(200, [], self::CART));
        $answer = $this->follow($rig, $query);
        self::assertSame('/cart', $answer->getTargetUrl());
        self::assertSame([], $rig->sent());
        self::assertSame([], $this->added);
    }

    public function forged(): array
    {
        return [
            ['piste_restore=' . str_repeat('A', 21)],
            ['piste_restore=' . str_repeat('A', 23)],
            ['piste_restore[]=' . self::TOKEN],
            ['piste_restore=' . urlencode("' OR '1'='1' -- AAAAAA")],
            ['piste_restore=' . urlencode('../../../../../etc/pas')],
            [''],
        ];
    }

    public function test_a_guessed_token_changes_nothing(): void
    {
        $rig = new Rig(new Response(404, [], '{"code":"not_found"}'));
        $answer = $this->follow($rig, 'piste_restore=' . self::TOKEN);
        self::assertSame('/cart', $answer->getTargetUrl());
        self::assertSame([], $this->added);
        self::assertSame(['This link no longer works. Your cart is as you left it.'], $this->said);
    }

    public function test_fills_the_cart_with_what_can_be_had_and_goes_on_without_the_token(): void
    {
        $rig = new Rig(new Response(200, [], self::CART));
        $answer = $this->follow($rig, 'piste_restore=' . self::TOKEN . '&destination=https://evil.example');
        self::assertSame('/cart', $answer->getTargetUrl());
        self::assertStringContainsString('no-store', $answer->headers->get('cache-control'));
        self::assertSame('no-referrer', $answer->headers->get('referrer-policy'));
        self::assertSame([['TEA-1', '2']], $this->added);
        self::assertSame('11111111-2222-3333-4444-555555555555', $this->cart->getData(Carts::ID));
        self::assertStringNotContainsString('<b>', implode($this->said));
        self::assertSame('3 products cannot be had any more.', $this->said[1]);
    }

    public function test_following_it_twice_doubles_nothing(): void
    {
        $rig = new Rig(new Response(200, [], self::CART));
        $this->follow($rig, 'piste_restore=' . self::TOKEN, 2);
        self::assertSame([], $this->added);
    }

    public function test_nobody_tries_tokens_for_hours(): void
    {
        $this->followed = RestoreController::MOST;
        $rig = new Rig(new Response(200, [], self::CART));
        $this->follow($rig, 'piste_restore=' . self::TOKEN);
        self::assertSame([], $rig->sent());
    }

    public function test_a_browser_that_looks_ahead_fills_no_cart(): void
    {
        $rig = new Rig(new Response(200, [], self::CART));
        $this->follow($rig, 'piste_restore=' . self::TOKEN, 0, ['HTTP_SEC_PURPOSE' => 'prefetch;prerender']);
        self::assertSame([], $rig->sent());
    }

    public function isAllowed($name, $threshold, $window = 3600, $identifier = null)
    {
        return $this->followed < $threshold;
    }

    public function register($name, $window = 3600, $identifier = null)
    {
        $this->followed++;
    }

    private function follow(Rig $rig, string $query, int $there = 0, array $headers = []): object
    {
        $controller = new RestoreController(
            $rig->settings,
            $rig->connection,
            $rig->visitors,
            $this->restore($there),
            $this,
        );
        $answer = $controller->restore(Request::create('/piste/restore?' . $query, 'GET', [], [], [], $headers));
        $this->said = $controller->said;
        return $answer;
    }

    private function restore(int $there): Restore
    {
        $tea = new Bag(['id' => 1]);
        $old = new Bag(['getPurchasedEntityId' => 1, 'getQuantity' => (string) $there]);
        $this->cart = new class ($there > 0 ? [$old] : []) {
            private array $data = [];

            public function __construct(private array $items)
            {
            }

            public function getItems()
            {
                return $this->items;
            }

            public function setData($key, $value)
            {
                $this->data[$key] = $value;
            }

            public function getData($key)
            {
                return $this->data[$key] ?? null;
            }
        };
        $manager = new Bag([
            'createOrderItem' => static fn (object $variation, string $quantity): array => ['TEA-1', $quantity],
            'addOrderItem' => function (object $cart, array $item): void {
                $this->added[] = $item;
            },
        ]);
        $provider = new Bag(['getCart' => fn (): object => $this->cart]);
        $sold = new class ($tea) extends Availability {
            public function __construct(private object $tea)
            {
            }

            public function variation(string $sku): ?object
            {
                return $sku === 'TEA-1' ? $this->tea : null;
            }

            public function isSold(object $variation): bool
            {
                return true;
            }

            public function store(object $variation): ?object
            {
                return new Bag([]);
            }
        };
        return new Restore($manager, $provider, new Bag(['resolve' => 'default']), $sold);
    }
}
