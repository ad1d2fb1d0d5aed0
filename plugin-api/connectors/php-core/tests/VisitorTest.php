<?php

declare(strict_types=1);

namespace Piste\Core\Tests;

use PHPUnit\Framework\TestCase;
use Piste\Core\RestoreToken;
use Piste\Core\Visitor;

final class VisitorTest extends TestCase
{
    private const ID = 'Zr8c0mP1S5yQ2tXv4wLbNg';

    public function test_knows_a_visitor_and_what_they_allowed(): void
    {
        $visitor = self::with('1.k3JX1vZcTQ-9mBq0h7sYdA.1.visits-carts.1772442010');
        self::assertNotNull($visitor);
        self::assertSame(self::ID, $visitor->id());
        self::assertTrue($visitor->allows('carts'));
        self::assertFalse($visitor->allows('profile'));
    }

    /** @dataProvider refusals */
    public function test_takes_everything_else_for_a_refusal(string $consent): void
    {
        self::assertNull(self::with($consent));
    }

    public function refusals(): array
    {
        return [
            'refused' => ['1.k3JX1vZcTQ-9mBq0h7sYdA.1.0.1772442010'],
            'no choice' => [''],
            'another format' => ['2.k3JX1vZcTQ-9mBq0h7sYdA.1.visits.1772442010'],
            'cut' => ['1.k3JX1vZcTQ-9mBq0h7sYdA.1.visits'],
            'markup' => ['1.k3JX1vZcTQ-9mBq0h7sYdA.1.<b>.1772442010'],
        ];
    }

    public function test_without_a_visitor_there_is_none(): void
    {
        $consent = '1.k3JX1vZcTQ-9mBq0h7sYdA.1.visits.1772442010';
        self::assertNull(Visitor::fromCookies(['piste_consent' => $consent]));
        $forged = "x' OR 1=1 -- .......";
        self::assertNull(Visitor::fromCookies(['piste_consent' => $consent, 'piste_visitor' => $forged]));
        self::assertNull(Visitor::fromCookies(['piste_consent' => [$consent], 'piste_visitor' => [self::ID]]));
    }

    public function test_reads_the_cookies_by_the_names_that_the_server_told(): void
    {
        $names = ['consent' => 'c', 'visitor' => 'v'];
        self::assertNotNull(Visitor::fromCookies(['c' => '1.a.1.visits.1', 'v' => self::ID], $names));
    }

    public function test_a_restore_token_is_22_characters_or_none(): void
    {
        self::assertSame(self::ID, RestoreToken::fromQuery(['piste_restore' => self::ID]));
        self::assertNull(RestoreToken::fromQuery(['piste_restore' => self::ID . 'x']));
        self::assertNull(RestoreToken::fromQuery(['piste_restore' => [self::ID]]));
        self::assertNull(RestoreToken::fromQuery([]));
    }

    private static function with(string $consent): ?Visitor
    {
        return Visitor::fromCookies(['piste_visitor' => self::ID, 'piste_consent' => $consent]);
    }
}
