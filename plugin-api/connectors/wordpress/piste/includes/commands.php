<?php

declare(strict_types=1);

namespace Piste\WordPress;

if (!defined('ABSPATH')) {
    exit;
}

/** Tests, watches and empties the line to the Piste server. */
final class Commands
{
    /** @var Plugin */
    private $plugin;

    public function __construct(Plugin $plugin)
    {
        $this->plugin = $plugin;
    }

    /** Hooked in where WP-CLI runs. */
    public static function add(Plugin $plugin): void
    {
        \WP_CLI::add_command('piste', new self($plugin));
    }

    /**
     * Tests address and key as they are saved.
     */
    public function test(): void
    {
        $outcome = (new Connection($this->plugin))->test();
        $outcome->isConnected() ? \WP_CLI::success($outcome->text()) : \WP_CLI::error($outcome->text());
    }

    /**
     * Says what waits, and what went wrong lately.
     */
    public function queue(): void
    {
        $stats = $this->plugin->queue->stats();
        $since = $stats['oldest'] === null ? '' : ', the first since ' . gmdate('Y-m-d H:i:s', intdiv($stats['oldest'], 1000));
        \WP_CLI::line(sprintf('%d waiting%s', $stats['length'], $since));
        foreach ($this->plugin->state->notes() as $note) {
            $at = gmdate('Y-m-d H:i:s', intdiv($note['at'], 1000));
            \WP_CLI::line(sprintf('%s  %s  %d×  %s', $at, $note['code'], $note['count'], $note['detail']));
        }
    }

    /**
     * Sends what is due now, also while the server counts as away.
     */
    public function flush(): void
    {
        $sent = $this->plugin->delivery()->flush(300, true);
        $left = $this->plugin->queue->stats()['length'];
        \WP_CLI::success(sprintf('%d sent, %d waiting', $sent, $left));
    }

    /**
     * Sends all posts and pages, and the products of a shop, again.
     */
    public function resend(): void
    {
        if (!$this->plugin->settings->isConnected()) {
            \WP_CLI::error('Not connected: enter address and key under Settings → Piste.');
        }
        $count = (new Contents($this->plugin))->resend();
        // A shop adds its products.
        $count = (int) apply_filters('piste_resend', $count);
        \WP_CLI::line(sprintf('%d queued', $count));
        $this->flush();
    }
}
