<?php

declare(strict_types=1);

namespace Piste\Core\Tests;

use PHPUnit\Framework\TestCase;
use Piste\Core\Call;
use Piste\Core\Cart;
use Piste\Core\Content;
use Piste\Core\Line;
use Piste\Core\Order;
use Piste\Core\Person;
use Piste\Core\Text;
use Piste\Core\Visitor;

final class PayloadsTest extends TestCase
{
    private const AT = 1800000000000;

    public function test_a_cart(): void
    {
        $line = Line::of('tea', 'Green tea', 2.0, '12.500000', ['url' => 'https://s.example/t']);
        $cart = (new Cart('c-1', 'eur', [$line]))
            ->of(self::visitor())
            ->person('jo@example.com', false)
            ->page('fr_FR', 'https://s.example/cart?key=secret&utm_source=letter#x')
            ->at(self::AT);
        self::assertSame([
            'currency' => 'EUR',
            'lines' => [[
                'sku' => 'tea', 'name' => 'Green tea', 'quantity' => 2, 'price' => 12.5, 'url' => 'https://s.example/t',
            ]],
            'v' => 'Zr8c0mP1S5yQ2tXv4wLbNg',
            'email' => 'jo@example.com',
            'marketing' => false,
            'language' => 'fr',
            'url' => 'https://s.example/cart?utm_source=letter',
            'at' => self::AT,
            'seq' => self::AT,
        ], $cart->toArray());
    }

    public function test_carts_that_differ_in_time_page_order_and_way_of_writing_are_alike(): void
    {
        $one = (new Cart('c', 'EUR', [Line::of('a', 'A', 3, '37.5'), Line::of('b', 'B', 1, 2)]))->at(1);
        $same = (new Cart('c', 'EUR', [Line::of('b', 'B', '1.0', 2.0), Line::of('a', 'A', 3.0, '37.500000')]))
            ->page('en', 'https://s.example/checkout')->at(2);
        self::assertSame($one->hash(), $same->hash());
        $others = [
            new Cart('c', 'EUR', [Line::of('a', 'A', 4, '37.5'), Line::of('b', 'B', 1, 2)]),
            new Cart('d', 'EUR', [Line::of('a', 'A', 3, '37.5'), Line::of('b', 'B', 1, 2)]),
            new Cart('c', 'EUR', []),
            (new Cart('c', 'EUR', [Line::of('a', 'A', 3, '37.5'), Line::of('b', 'B', 1, 2)]))
                ->person('a@b.example', null),
        ];
        foreach ($others as $other) {
            self::assertNotSame($one->hash(), $other->hash());
        }
    }

    public function test_an_order(): void
    {
        $order = (new Order('17', Order::REFUNDED, 'EUR', '36.90', [Line::of('tea', 'Tea', 1, 36.9)]))
            ->from('visitor-from-the-order', 'c-1')
            ->person('jo@example.com', null, 'en_US')
            ->refunded(36.9)
            ->at(self::AT);
        $said = $order->toArray();
        self::assertSame('refunded', $said['status']);
        self::assertSame(36.9, $said['total']);
        self::assertSame(36.9, $said['refunded']);
        self::assertSame('c-1', $said['cart']);
        self::assertSame('en', $said['language']);
        self::assertArrayNotHasKey('marketing', $said);
    }

    public function test_a_person_who_signs_in_and_one_who_allows_mails(): void
    {
        $person = (new Person(' jo@example.com ', 'form'))->name('Jo', '')->in(self::visitor())
            ->page('fr', 'https://s.example/contact')->marketing(true, "Send me\noffers")->at(self::AT);
        self::assertSame(
            ['email' => 'jo@example.com', 'source' => 'form', 'firstName' => 'Jo', 'v' => 'Zr8c0mP1S5yQ2tXv4wLbNg',
                'language' => 'fr', 'page' => 'https://s.example/contact', 'marketing' => true, 'at' => self::AT],
            $person->identity()
        );
        self::assertSame(
            ['purpose' => 'marketing', 'granted' => true, 'email' => 'jo@example.com', 'source' => 'form',
                'firstName' => 'Jo', 'v' => 'Zr8c0mP1S5yQ2tXv4wLbNg', 'language' => 'fr',
                'page' => 'https://s.example/contact', 'at' => self::AT, 'text' => 'Send me offers'],
            $person->consent(true)
        );
        self::assertFalse((new Person('nobody', 'form'))->isValid());
    }

    public function test_a_content(): void
    {
        $content = (new Content('post-1', 'post', 'https://s.example/one', "One\n"))
            ->shown('<p>About <b>one</b></p>', '')
            ->words(['tea', 'tea', ''], ['News'])
            ->language('fr_FR')
            ->times(2000, 1000);
        self::assertSame([
            'type' => 'post', 'url' => 'https://s.example/one', 'title' => 'One', 'excerpt' => 'About one',
            'tags' => ['tea'], 'categories' => ['News'], 'language' => 'fr', 'published' => 2000, 'updated' => 2000,
        ], $content->toArray());
    }

    public function test_a_call_survives_the_queue_and_names_whom_it_is_about_only_by_a_hash(): void
    {
        $call = Call::cart((new Cart('c/1', 'EUR', []))->of(self::visitor())->person('Jo@example.com', null));
        self::assertSame('/carts/c%2F1', $call->path);
        self::assertEquals($call, Call::fromJson($call->toJson()));
        self::assertSame('carts', $call->purpose);
        self::assertSame(Call::hash('jo@example.com'), $call->person);
        self::assertSame(32, strlen($call->visitor));
        self::assertNull(Call::fromJson('nonsense'));
    }

    public function test_texts_and_numbers_are_what_the_server_takes(): void
    {
        self::assertSame('a b', Text::cut("  a\t\n\0b ", 10));
        self::assertSame('éé', Text::cut('ééé', 2));
        self::assertSame('ab?', Text::cut("ab\xff", 10));
        self::assertSame(12.35, Text::amount('12.345'));
        self::assertSame(0.0, Text::amount('-3'));
        self::assertSame(0.0, Text::amount('much'));
        self::assertSame(3, Text::pieces('2.5'));
        self::assertSame(9999, Text::pieces(1e9));
        self::assertSame('', Text::page('javascript:alert(1)'));
        self::assertSame('https://s.example/a', Text::page('https://jo:pw@s.example/a?order-key=wc_1'));
    }

    private static function visitor(): Visitor
    {
        $visitor = Visitor::fromCookies([
            'piste_visitor' => 'Zr8c0mP1S5yQ2tXv4wLbNg',
            'piste_consent' => '1.k3JX1vZcTQ-9mBq0h7sYdA.1.visits-carts.1772442010',
        ]);
        self::assertNotNull($visitor);
        return $visitor;
    }
}
