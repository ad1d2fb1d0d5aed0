<?php

namespace Piste\Drupal\Tests;

use Drupal\commerce_price\Price;
use Drupal\Core\DrupalKernel;
use Drupal\Core\Site\Settings;
use Piste\Core\Tests\ScriptedTransport;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\Session\Session;
use Symfony\Component\HttpFoundation\Session\Storage\MockArraySessionStorage;

/**
 * A real site with Commerce and both modules installed, in this very process. What would be sent is
 * caught; its database is as before afterwards, but for the numbers that were used up.
 */
final class RealShop implements Shop
{
    private const ADDRESS = 'https://t.example';

    private static object $autoloader;
    private static string $root;

    private ScriptedTransport $transport;
    private bool $consented;
    private bool $remembers;
    private ?object $order = null;
    private object $variation;

    /** Makes the site's classes known. */
    public static function boot(string $root): void
    {
        self::$root = $root;
        self::$autoloader = require $root . '/autoload.php';
    }

    public function open(bool $consented, bool $remembers): void
    {
        $this->consented = $consented;
        $this->remembers = $remembers;
        chdir(self::$root);
        $request = $this->request('GET', '/');
        $kernel = DrupalKernel::createFromRequest($request, self::$autoloader, 'prod', false);
        $kernel->boot();
        $kernel->preHandle($request);
        new Settings(['piste_key' => 'a-key-of-the-shop-1234567890'] + Settings::getAll());
        $GLOBALS['config']['piste.settings']['address'] = self::ADDRESS;
        $shop = ['carts' => true, 'orders' => true, 'checkout_email' => true];
        $GLOBALS['config']['piste_commerce.settings'] = $shop;
        \Drupal::configFactory()->reset();
        require_once __DIR__ . '/../../php-core/tests/doubles.php';
        $this->transport = new ScriptedTransport();
        \Drupal::getContainer()->set('piste.transport', $this->transport);
        $this->variation = $this->tea();
        // What the set-up told is not part of the purchase.
        \Drupal::service('piste.pending')->release(true);
        $this->transport->asked = [];
    }

    public function buy(): void
    {
        $manager = \Drupal::service('commerce_cart.cart_manager');
        $store = current($this->variation->getStores());
        $this->step('POST', '/product/1', function () use ($manager, $store): void {
            $this->order = \Drupal::service('commerce_cart.cart_provider')->createCart('default', $store);
            $manager->addEntity($this->order, $this->variation, '1');
        });
        $this->step('GET', '/cart', fn () => $this->order = $this->order::load($this->order->id()));
        $this->step('POST', '/cart', function () use ($manager): void {
            $item = current($this->order->getItems());
            $item->setQuantity('3');
            $manager->updateOrderItem($this->order, $item);
        });
        $this->save('GET', '/checkout/1', ['checkout_step' => 'login']);
        $this->save('POST', '/checkout/1/login', ['checkout_step' => 'order_information']);
        $ann = ['mail' => 'ann@example.org'];
        $this->save('POST', '/checkout/1/order_information', ['checkout_step' => 'review'] + $ann);
        $this->save('POST', '/checkout/1/review', ['checkout_step' => 'payment']);
        $this->step('GET', '/checkout/1/payment', function (): void {
            $this->order->getState()->applyTransitionById('place');
            $this->order->set('checkout_step', 'complete');
            $this->order->save();
        });
    }

    public function sent(): array
    {
        return array_values(array_filter(array_map(static fn (object $request): array => [
            $request->method . ' ' . substr($request->url, strlen(self::ADDRESS . '/api/v1')),
            json_decode($request->body, true),
        ], $this->transport->asked), static fn (array $call): bool => strpos($call[0], 'PUT /contents') !== 0));
    }

    public function close(): void
    {
        $this->order?->delete();
        $product = $this->variation->getProduct();
        $product->delete();
        \Drupal::service('piste.pending')->release(true);
        \Drupal::database()->delete('piste_commerce_link')->condition('order_id', $this->order?->id() ?? 0)->execute();
        unset($GLOBALS['config']['piste.settings'], $GLOBALS['config']['piste_commerce.settings']);
    }

    /** What a form of the checkout does. */
    private function save(string $method, string $path, array $values): void
    {
        $this->step($method, $path, function () use ($values): void {
            foreach ($values as $field => $value) {
                $this->order->set($field, $value);
            }
            $this->order->save();
        });
    }

    /** One request, from its cookies to the end of it. */
    private function step(string $method, string $path, callable $work): void
    {
        if (!$this->remembers) {
            \Drupal::database()->update('piste_commerce_link')->fields(['hash' => ''])->execute();
        }
        $requests = \Drupal::requestStack();
        $requests->push($this->request($method, $path));
        $work();
        \Drupal::service('piste.pending')->release(true);
        $requests->pop();
    }

    private function request(string $method, string $path): Request
    {
        $cookies = [
            'piste_consent' => '1.consentid1.1.visits-carts.1772442010',
            'piste_visitor' => 'visitor-token-1234567890',
        ];
        $request = Request::create('https://shop.example' . $path, $method, [], $this->consented ? $cookies : []);
        $request->setSession(new Session(new MockArraySessionStorage()));
        return $request;
    }

    /** A tea of our own, in the shop's first store. */
    private function tea(): object
    {
        $types = \Drupal::entityTypeManager();
        $stores = $types->getStorage('commerce_store')->loadMultiple();
        $variation = $types->getStorage('commerce_product_variation')->create([
            'type' => 'default',
            'sku' => 'TEST-' . bin2hex(random_bytes(6)),
            'title' => 'Green tea',
            'price' => new Price('12.50', 'EUR'),
            'status' => 1,
        ]);
        $variation->save();
        $types->getStorage('commerce_product')->create([
            'type' => 'default',
            'title' => 'Green tea',
            'stores' => [current($stores)],
            'variations' => [$variation],
            'status' => 1,
        ])->save();
        return $types->getStorage('commerce_product_variation')->load($variation->id());
    }
}
