<?php

namespace Piste\Drupal\Tests;

use Drupal\Core\Flood\FloodInterface;
use Drupal\Core\KeyValueStore\KeyValueExpirableFactoryInterface;
use Drupal\piste\Controller\WebhookController;
use Drupal\piste\SignedRequests;
use Drupal\piste_commerce\Availability;
use Drupal\piste_commerce\Controller\StockController;
use PHPUnit\Framework\TestCase;
use Symfony\Component\EventDispatcher\EventDispatcher;
use Symfony\Component\HttpFoundation\Request;

/** Who did not sign is not listened to. */
final class WebhookTest extends TestCase implements KeyValueExpirableFactoryInterface, FloodInterface
{
    private const SECRET = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=';
    private const BODY = '{"type":"contact.unsubscribed","data":{"email":"ann@example.org"}}';

    private array $seen = [];
    private array $heard = [];
    private int $asked = 0;

    public function test_takes_a_message_once(): void
    {
        $request = self::signed(self::BODY);
        self::assertSame(204, $this->receive($request));
        self::assertSame(204, $this->receive($request), 'a repeat is answered alike');
        self::assertCount(1, $this->heard);
        self::assertSame('ann@example.org', $this->heard[0]->data['email']);
    }

    public function test_refuses_everything_else(): void
    {
        $changed = self::signed(self::BODY);
        $other = str_replace('ann', 'bob', self::BODY);
        $forged = Request::create('/', 'POST', [], [], [], $changed->server->all(), $other);
        $bare = Request::create('/', 'POST', [], [], [], [], self::BODY);
        self::assertSame(401, $this->receive($forged));
        self::assertSame(401, $this->receive($bare));
        self::assertSame(401, $this->receive(self::signed(self::BODY, time() - 301)));
        self::assertSame(401, $this->receive(self::signed(self::BODY, time() + 301)));
        self::assertSame(401, $this->receive(self::signed(self::BODY), ''), 'no secret, no message');
        $long = '{"type":"x","data":{"a":"' . str_repeat('x', 65536) . '"}}';
        self::assertSame(401, $this->receive(self::signed($long)));
        self::assertSame([], $this->heard);
    }

    public function test_stock_is_told_to_the_server_alone(): void
    {
        $availability = new class extends Availability {
            public function __construct()
            {
            }

            public function variation(string $sku): ?object
            {
                return $sku === 'TEA-1' ? new Bag([]) : null;
            }

            public function isShown(object $variation): bool
            {
                return true;
            }

            public function isSold(object $variation): bool
            {
                return true;
            }

            public function price(object $variation): ?object
            {
                return new FakePrice('12.500000');
            }
        };
        $controller = new StockController(self::signedRequests(), $availability, $this, $this);
        $body = '{"type":"stock.ask","data":{"skus":["TEA-1","GONE"]}}';
        $answer = $controller->check(self::signed($body));
        $tea = ['price' => 12.5, 'currency' => 'EUR', 'in_stock' => true];
        self::assertSame(['TEA-1' => $tea], json_decode($answer->getContent(), true));
        self::assertSame(409, $controller->check(self::signed($body))->getStatusCode(), 'an id counts once');
        self::assertSame(401, $controller->check(Request::create('/', 'POST', [], [], [], [], $body))->getStatusCode());
        self::assertSame(401, $controller->check(self::signed(self::BODY))->getStatusCode(), 'another message');
        foreach (['[["x"]]', '"TEA-1"', json_encode(array_fill(0, 101, 'x')), 'null'] as $skus) {
            $this->seen = [];
            $wrong = '{"type":"stock.ask","data":{"skus":' . $skus . '}}';
            self::assertSame(400, $controller->check(self::signed($wrong))->getStatusCode(), $skus);
        }
        $this->seen = [];
        $this->asked = StockController::PER_MINUTE;
        self::assertSame(429, $controller->check(self::signed($body))->getStatusCode());
    }

    public function isAllowed($name, $threshold, $window = 3600, $identifier = null)
    {
        return $this->asked < $threshold;
    }

    public function register($name, $window = 3600, $identifier = null)
    {
        $this->asked++;
    }

    public function get($collection)
    {
        return new Bag(['setWithExpireIfNotExists' => function (string $id): bool {
            $new = !isset($this->seen[$id]);
            $this->seen[$id] = true;
            return $new;
        }]);
    }

    private function receive(Request $request, string $secret = self::SECRET): int
    {
        $events = new EventDispatcher();
        $events->addListener('piste.message', function (object $event): void {
            $this->heard[] = $event;
        });
        $controller = new WebhookController(self::signedRequests($secret), $this, $events);
        return $controller->receive($request)->getStatusCode();
    }

    private static function signedRequests(string $secret = self::SECRET): SignedRequests
    {
        $state = new ArrayState();
        $state->set(SignedRequests::SECRET, $secret);
        return new SignedRequests($state);
    }

    private static function signed(string $body, ?int $at = null): Request
    {
        $at ??= time();
        $hash = hash_hmac('sha256', "msg_1.$at.$body", base64_decode(substr(self::SECRET, 6)), true);
        return Request::create('/piste/webhook', 'POST', [], [], [], [
            'HTTP_WEBHOOK_ID' => 'msg_1',
            'HTTP_WEBHOOK_TIMESTAMP' => (string) $at,
            'HTTP_WEBHOOK_SIGNATURE' => 'v1,' . base64_encode($hash),
        ], $body);
    }
}
