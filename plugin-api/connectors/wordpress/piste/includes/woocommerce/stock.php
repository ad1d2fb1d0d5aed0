<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\Core\Webhook;
use Piste\WordPress\Settings;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * POST /wp-json/piste/v1/stock, signed like the messages of the server (Standard Webhooks, the same
 * secret), with the body {"type":"stock.ask","data":{"skus":[…]}}. An id counts once. Answers
 * {"SKU":{"price":14.9,"currency":"EUR","in_stock":true},…}; what is not for sale to everybody is left
 * out. Who signs nothing learns nothing, and makes the shop look nothing up but the secret.
 */
final class Stock
{
    private const TYPE = 'stock.ask';
    private const MOST = 100;
    private const LONGEST = 32768;
    private const PER_MINUTE = 60;
    private const REMEMBER_FOR = 600;

    /** @var Settings */
    private $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    /** Puts the route in place. */
    public function listen(): void
    {
        add_action('rest_api_init', [$this, 'route']);
    }

    /** The signature is the permission. */
    public function route(): void
    {
        register_rest_route(
            'piste/v1',
            '/stock',
            [
                'methods' => 'POST',
                'callback' => [$this, 'answer'],
                'permission_callback' => '__return_true',
            ]
        );
    }

    /**
     * Answers the server.
     *
     * @param \WP_REST_Request $request
     */
    public function answer($request): \WP_REST_Response
    {
        $message = $this->message($request);
        if ($message === null || $message['type'] !== self::TYPE) {
            return $this->problem(401, 'bad_signature');
        }
        if (!$this->isFirst($message['id'])) {
            return $this->problem(409, 'seen_before');
        }
        if (!$this->mayAsk()) {
            return $this->problem(429, 'too_many_requests');
        }
        $skus = $message['data']['skus'] ?? null;
        if (!is_array($skus) || count($skus) > self::MOST || array_filter($skus, 'is_string') !== $skus) {
            return $this->problem(400, 'bad_request');
        }
        $found = [];
        foreach (array_unique($skus) as $sku) {
            $product = Goods::product($sku);
            if ($product !== null) {
                $found[$sku] = $this->said($product);
            }
        }
        return $this->sent((object) $found, 200);
    }

    /**
     * What is said of one.
     *
     * @param \WC_Product $product
     * @return array<string, mixed>
     */
    private function said($product): array
    {
        return [
            'price' => round((float) wc_get_price_to_display($product), 2),
            'currency' => get_woocommerce_currency(),
            'in_stock' => $product->is_purchasable() && $product->is_in_stock(),
        ];
    }

    /**
     * The message, if the server signed it.
     *
     * @param \WP_REST_Request $request
     * @return array{id: string, type: string, data: array<string, mixed>}|null
     */
    private function message($request): ?array
    {
        $secret = (string) $this->settings->site('webhookSecret');
        $body = (string) $request->get_body();
        if ($secret === '' || strlen($body) > self::LONGEST) {
            return null;
        }
        $headers = [];
        foreach (['id', 'timestamp', 'signature'] as $name) {
            $headers[$name] = (string) $request->get_header('webhook-' . $name);
        }
        return Webhook::verify($secret, $headers, $body, time());
    }

    /** Remembers an id for longer than its signature would be taken. */
    private function isFirst(string $id): bool
    {
        $name = 'piste_seen_' . md5('stock ' . $id);
        if (wp_using_ext_object_cache()) {
            return wp_cache_add($name, 1, 'piste', self::REMEMBER_FOR);
        }
        // As a transient, so that WordPress clears it away; added, so that one of two requests fails.
        return add_option('_transient_timeout_' . $name, time() + self::REMEMBER_FOR, '', false)
            && add_option('_transient_' . $name, 1, '', false);
    }

    /** Counts questions by the minute. */
    private function mayAsk(): bool
    {
        $key = 'piste_stock_' . (int) floor(time() / 60);
        $count = (int) get_transient($key) + 1;
        set_transient($key, $count, 120);
        return $count <= self::PER_MINUTE;
    }

    private function problem(int $status, string $code): \WP_REST_Response
    {
        $response = $this->sent(['code' => $code], $status);
        if ($status === 429) {
            $response->header('Retry-After', '60');
        }
        return $response;
    }

    /**
     * Nobody keeps an answer.
     *
     * @param mixed $body
     */
    private function sent($body, int $status): \WP_REST_Response
    {
        $response = new \WP_REST_Response($body, $status);
        $response->header('Cache-Control', 'no-store');
        return $response;
    }
}
