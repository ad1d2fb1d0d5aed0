<?php

// phpcs:disable PSR1.Classes.ClassDeclaration.MultipleClasses

namespace Piste\Drupal\Tests;

use Drupal\Core\Config\ConfigFactoryInterface;
use Drupal\Core\Config\ImmutableConfig;
use Drupal\Core\Entity\EntityTypeManagerInterface;
use Drupal\Core\Extension\ModuleExtensionList;
use Drupal\Core\Language\LanguageManagerInterface;
use Drupal\Core\Session\AccountInterface;
use Drupal\Core\State\StateInterface;
use Drupal\piste\Connection;
use Drupal\piste\Pending;
use Drupal\piste\People;
use Drupal\piste\Settings;
use Drupal\piste\Visitors;
use Drupal\piste_commerce\Carts;
use Drupal\piste_commerce\EventSubscriber\OrderEvents;
use Drupal\piste_commerce\Lines;
use Drupal\piste_commerce\Links;
use Drupal\piste_commerce\Orders;
use Piste\Core\Response;
use Piste\Core\Tests\MemoryQueue;
use Piste\Core\Tests\MemoryState;
use Piste\Core\Tests\ScriptedTransport;
use Symfony\Component\HttpFoundation\Request;
use Symfony\Component\HttpFoundation\RequestStack;

/** State in memory. */
final class ArrayState implements StateInterface
{
    public array $values = [];

    public function get($key, $default = null)
    {
        return $this->values[$key] ?? $default;
    }

    public function set($key, $value)
    {
        $this->values[$key] = $value;
    }

    public function delete($key)
    {
        unset($this->values[$key]);
    }
}

/** Links in memory. */
class MemoryLinks extends Links
{
    public array $rows = [];

    public function __construct()
    {
    }

    public function of(int $order): array
    {
        return ($this->rows[$order] ?? []) + ['visitor' => '', 'consent' => '', 'hash' => ''];
    }

    public function keep(int $order, array $known): void
    {
        $this->rows[$order] = $known + ($this->rows[$order] ?? []);
    }

    public function forget(int $order): void
    {
        unset($this->rows[$order]);
    }
}

/** Log lines in memory. */
final class ArrayLogger extends \Psr\Log\AbstractLogger
{
    public array $lines = [];

    public function log($level, $message, array $context = []): void
    {
        $this->lines[] = strtr((string) $message, $context);
    }
}

/** Who is signed in. */
final class FakeAccount implements AccountInterface
{
    public function __construct(public int $id = 0, public array $roles = ['anonymous'], public string $email = '')
    {
    }

    public function id()
    {
        return $this->id;
    }

    public function getRoles($exclude_locked_roles = false)
    {
        return $this->roles;
    }

    public function getEmail()
    {
        return $this->email;
    }

    public function isAuthenticated()
    {
        return $this->id > 0;
    }
}

/** The module's own classes, wired as its services are, around doubles of what lies outside. */
final class Rig implements ConfigFactoryInterface, LanguageManagerInterface
{
    public const CONSENT = '1.consentid1.1.visits-carts.1772442010';
    public const VISITOR = 'visitor-token-1234567890';

    public array $config;
    public ArrayState $state;
    public ArrayLogger $logger;
    public MemoryQueue $queue;
    public MemoryState $breaker;
    public ScriptedTransport $transport;
    public RequestStack $requests;
    public FakeAccount $account;
    public Settings $settings;
    public Connection $connection;
    public Visitors $visitors;
    public Pending $pending;

    public function __construct(Response ...$answers)
    {
        $this->config = [
            'piste.settings' => self::yaml('config/install/piste.settings.yml'),
            'piste_commerce.settings' =>
                self::yaml('modules/piste_commerce/config/install/piste_commerce.settings.yml'),
        ];
        $this->config['piste.settings']['address'] = 'https://t.example/';
        $this->config['piste_commerce.settings']['checkout_email'] = true;
        $this->state = new ArrayState();
        $this->state->values = [
            'piste.key' => 'a-key-of-the-shop-1234567890',
            'piste.site' => ['publicId' => 'abc123', 'snippet' => 'https://t.example/p/t.js'],
        ];
        $this->logger = new ArrayLogger();
        $this->queue = new MemoryQueue();
        $this->breaker = new MemoryState();
        $this->transport = new ScriptedTransport(...$answers);
        $this->requests = new RequestStack();
        $this->account = new FakeAccount();
        $this->settings = new Settings($this, $this->state);
        $this->connection = new Connection(
            $this->settings,
            $this->transport,
            $this->queue,
            $this->breaker,
            $this->breaker,
            $this->state,
            new ModuleExtensionList(),
        );
        $this->visitors = new Visitors($this->requests, $this->settings, $this->account, $this);
        $this->pending = new Pending($this->connection, $this->logger);
    }

    /** A request with our two cookies, or with others. */
    public static function request(string $method, string $path, ?array $cookies = null): Request
    {
        $known = ['piste_consent' => self::CONSENT, 'piste_visitor' => self::VISITOR];
        return Request::create('https://shop.example' . $path, $method, [], $cookies ?? $known);
    }

    public function people(): People
    {
        return new People($this->pending, $this->visitors, $this->settings);
    }

    /** The subscriber of the Commerce submodule. */
    public function orderEvents(?Links $links = null, ?EntityTypeManagerInterface $entities = null): OrderEvents
    {
        $links ??= new MemoryLinks();
        $entities ??= new NoEntities();
        return new OrderEvents(
            new Carts($this->pending, $this->visitors, $links, new Lines(), $this),
            new Orders($this->pending, $this->visitors, $links, new Lines(), $this, $entities),
        );
    }

    /** What was sent, as "PUT /carts/id" and the body. */
    public function sent(): array
    {
        return array_map(static fn ($request): array => [
            $request->method . ' ' . substr($request->url, strlen('https://t.example/api/v1')),
            json_decode($request->body, true),
        ], $this->transport->asked);
    }

    public function get($name)
    {
        return new ImmutableConfig($this->config[$name] ?? []);
    }

    public function getCurrentLanguage($type = '')
    {
        return new Bag(['getId' => 'en']);
    }

    public static function yaml(string $file): array
    {
        return \Symfony\Component\Yaml\Yaml::parseFile(__DIR__ . '/../../piste/' . $file) ?? [];
    }
}

/** A site without payments. */
final class NoEntities implements EntityTypeManagerInterface
{
    public function getStorage($type)
    {
        throw new \LogicException($type);
    }

    public function hasDefinition($type)
    {
        return false;
    }
}
