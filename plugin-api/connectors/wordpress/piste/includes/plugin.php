<?php

declare(strict_types=1);

namespace Piste\WordPress;

use Piste\Core\Breaker;
use Piste\Core\Client;
use Piste\Core\Delivery;
use Piste\Core\Text;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Builds the parts and hooks them in, in the order in which a request meets them. What a part needs
 * is handed to it here.
 */
final class Plugin
{
    /** @var Settings */
    public $settings;

    /** @var Consent */
    public $consent;

    /** @var State */
    public $state;

    /** @var Queue */
    public $queue;

    /** @var string path of piste.php */
    public $file;

    /** @var self */
    private static $started;

    /** @var Delivery|null */
    private $delivery;

    /** @var int number of the site in its network */
    private $home;

    public function __construct(string $file)
    {
        $this->file = $file;
        $this->home = get_current_blog_id();
        $this->settings = new Settings();
        $this->consent = new Consent($this->settings);
        $this->state = new State();
        $this->queue = new Queue();
    }

    public static function start(string $file): void
    {
        self::$started = new self($file);
        register_activation_hook($file, [Queue::class, 'make']);
        register_deactivation_hook($file, [self::class, 'rest']);
        add_action('plugins_loaded', [self::$started, 'hook']);
    }

    /** The one of this request, for what is called from elsewhere, such as templates. */
    public static function instance(): self
    {
        return self::$started;
    }

    /** Switched off: no timer fires into nothing. */
    public static function rest(): void
    {
        wp_unschedule_hook(Queue::FLUSH);
        wp_unschedule_hook(Connection::HOURLY);
    }

    /** Hooks everything in, once all plugins are there; what is ours to pass on is answered here already. */
    public function hook(): void
    {
        (new ProxyRoute($this))->serve();
        add_action('init', [$this, 'translate'], 0);
        (new Tracker($this->settings))->hook();
        (new ConsentApi($this->settings))->hook($this->file);
        (new Identity($this))->hook();
        $this->hookPeople();
        (new Contents($this))->hook();
        (new WebhookRoute($this->settings))->hook();
        (new Privacy($this))->hook();
        (new Connection($this))->hook();
        if (is_admin()) {
            (new SettingsPage($this))->hook();
            add_action('admin_init', [Queue::class, 'make']);
        }
        (new SiteHealth($this))->hook();
        if (defined('WP_CLI') && WP_CLI) {
            Commands::add($this);
        }
        add_action('shutdown', [$this, 'release'], 100);
        add_action(Queue::FLUSH, [$this, 'flush']);
        if (class_exists('WooCommerce') && class_exists(WooCommerce\Shop::class)) {
            WooCommerce\Shop::start($this);
        }
    }

    public function translate(): void
    {
        load_plugin_textdomain('piste', false, dirname(plugin_basename($this->file)) . '/languages');
    }

    private function hookPeople(): void
    {
        $people = new People($this);
        $people->hook();
        if ($this->settings->isOn('forms')) {
            (new Forms($people))->hook();
        }
        (new OptinBox($this->settings))->hook();
        (new OptinBlock($this))->hook();
        (new Profile($this))->hook();
    }

    /** Forgets key and site, and drops what waits. */
    public function disconnect(): void
    {
        global $wpdb;
        if ($this->settings->isConnected() && $this->settings->site('webhookSecret') !== '') {
            $this->client()->deleteWebhook(WebhookRoute::NAME);
        }
        $this->settings->save(['key' => '']);
        $this->settings->saveSite(null);
        $wpdb->query('DELETE FROM ' . Queue::table());
    }

    /** The client with the address and key that are saved. */
    public function client(int $seconds = Transport::SECONDS): Client
    {
        return ApiClient::of((string) $this->settings->get('address'), (string) $this->settings->get('key'), $seconds);
    }

    /** Whether the site at hand is ours: within switch_to_blog() posts, options and tables are another one's. */
    public function isHome(): bool
    {
        return get_current_blog_id() === $this->home;
    }

    /** Collects calls for the end of this request: collect(Call). What is about another site is lost in there. */
    public function delivery(): Delivery
    {
        if ($this->delivery !== null && $this->isHome()) {
            return $this->delivery;
        }
        $made = new Delivery($this->client(), $this->queue, new Breaker($this->state), $this->state);
        $this->delivery = $this->isHome() ? $made : $this->delivery;
        return $made;
    }

    /** The visitor gets the page first, where PHP can do that; else what was collected waits for cron. */
    public function release(): void
    {
        if ($this->delivery === null || !$this->delivery->hasCollected() || !$this->settings->isConnected()) {
            return;
        }
        $this->delivery->release(self::detach());
    }

    /** Cron: sends what is due, and comes back when more is. */
    public function flush(): void
    {
        if ($this->settings->isConnected()) {
            $this->delivery()->flush();
            $due = Queue::nextDue();
            if ($due !== null) {
                // While the server is away the next minute is early enough.
                Queue::wake(max($due, $this->state->openUntil(), Text::now() + 1000));
            }
        }
    }

    private static function detach(): bool
    {
        if (session_status() === PHP_SESSION_ACTIVE) {
            session_write_close();
        }
        if (function_exists('fastcgi_finish_request')) {
            return fastcgi_finish_request();
        }
        if (function_exists('litespeed_finish_request')) {
            return (bool) litespeed_finish_request();
        }
        // Nobody waits for a page there.
        return wp_doing_cron() || (defined('WP_CLI') && WP_CLI);
    }
}
