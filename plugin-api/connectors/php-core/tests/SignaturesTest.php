<?php

declare(strict_types=1);

namespace Piste\Core\Tests;

use PHPUnit\Framework\TestCase;
use Piste\Core\IdentityToken;
use Piste\Core\Webhook;

final class SignaturesTest extends TestCase
{
    private const NOW = 1800000000;

    /** 24 bytes of the letter s. */
    private const SECRET = 'whsec_c3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nz';

    private const BODY = '{"type":"contact.unsubscribed","timestamp":"2027-01-15T08:00:00Z",'
        . '"data":{"email":"jo@example.com","site":"s"}}';

    public function test_an_identity_token_says_who_and_for_which_site_for_5_minutes(): void
    {
        $token = IdentityToken::sign('secret', 'site-1', 'jo@example.com', ['first' => 'Jo', 'last' => ''], self::NOW);
        [$head, $claims, $signature] = explode('.', $token);
        self::assertSame(['alg' => 'HS256', 'typ' => 'JWT'], self::read($head));
        self::assertSame(
            ['aud' => 'site-1', 'iat' => self::NOW, 'exp' => self::NOW + 300, 'email' => 'jo@example.com',
                'given_name' => 'Jo'],
            self::read($claims)
        );
        $expected = hash_hmac('sha256', $head . '.' . $claims, 'secret', true);
        self::assertSame($expected, base64_decode(strtr($signature, '-_', '+/')));
    }

    public function test_takes_a_message_that_the_server_signed(): void
    {
        $message = Webhook::verify(self::SECRET, self::signed('msg_1', self::NOW), self::BODY, self::NOW + 299);
        self::assertNotNull($message);
        self::assertSame('msg_1', $message['id']);
        self::assertSame('contact.unsubscribed', $message['type']);
        self::assertSame('jo@example.com', $message['data']['email']);
    }

    public function test_signs_the_example_of_the_standard_as_it_does(): void
    {
        // From the specification of Standard Webhooks.
        $key = (string) base64_decode('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
        self::assertSame(
            'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
            Webhook::signature($key, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', '{"test": 2432232314}')
        );
    }

    public function test_refuses_every_other(): void
    {
        $good = self::signed('msg_1', self::NOW);
        $newer = ['signature' => 'v2' . substr($good['signature'], 2)] + $good;
        $refused = [
            'too late' => [self::SECRET, $good, self::BODY, self::NOW + 301],
            'from the future' => [self::SECRET, $good, self::BODY, self::NOW - 301],
            'another body' => [self::SECRET, $good, self::BODY . ' ', self::NOW],
            'another id' => [self::SECRET, ['id' => 'msg_2'] + $good, self::BODY, self::NOW],
            'another secret' => ['whsec_' . base64_encode(str_repeat('x', 24)), $good, self::BODY, self::NOW],
            'no secret' => ['', $good, self::BODY, self::NOW],
            'no signature' => [self::SECRET, ['signature' => ''] + $good, self::BODY, self::NOW],
            'another version' => [self::SECRET, $newer, self::BODY, self::NOW],
            'no header' => [self::SECRET, [], self::BODY, self::NOW],
        ];
        foreach ($refused as $why => $asked) {
            self::assertNull(Webhook::verify(...$asked), $why);
        }
    }

    public function test_refuses_a_longer_message_than_any_of_ours_although_it_is_signed(): void
    {
        $long = substr(self::BODY, 0, -1) . ',"more":"' . str_repeat('x', Webhook::MOST_BYTES) . '"}';
        self::assertNull(Webhook::verify(self::SECRET, self::signed('msg_1', self::NOW, $long), $long, self::NOW));
    }

    public function test_takes_one_good_signature_of_several(): void
    {
        $good = self::signed('msg_1', self::NOW);
        $several = ['signature' => 'v1,AAAA ' . $good['signature']] + $good;
        self::assertNotNull(Webhook::verify(self::SECRET, $several, self::BODY, self::NOW));
    }

    private static function signed(string $id, int $at, string $body = self::BODY): array
    {
        $key = (string) base64_decode(substr(self::SECRET, 6));
        $signature = Webhook::signature($key, $id, (string) $at, $body);
        return ['id' => $id, 'timestamp' => (string) $at, 'signature' => $signature];
    }

    private static function read(string $part): array
    {
        return json_decode((string) base64_decode(strtr($part, '-_', '+/')), true);
    }
}
