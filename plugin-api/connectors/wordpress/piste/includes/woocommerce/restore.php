<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\Core\Response;
use Piste\Core\RestoreToken;
use Piste\Core\RetryPolicy;
use Piste\Core\Text;
use Piste\WordPress\Often;
use Piste\WordPress\Plugin;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Fills the cart again that a restore link stands for. The token is asked of the server, and gives
 * products and quantities alone: nobody is logged in, no address is shown or filled in. Each product
 * has to be for sale today, at today's price. What is in the cart already stays; following the link
 * again changes nothing.
 */
final class Restore
{
    /** So many links may one address follow in an hour: each costs a question to the server. */
    private const MOST = 60;

    /** @var Plugin */
    private $plugin;

    /** @var CartKeeper goes on with the cart */
    private $carts;

    public function __construct(Plugin $plugin, CartKeeper $carts)
    {
        $this->plugin = $plugin;
        $this->carts = $carts;
    }

    /** Hears of links, before a page is made and after the shop has its cart. */
    public function listen(): void
    {
        add_action('template_redirect', [$this, 'follow'], 5);
    }

    /** A page was asked for, perhaps by a link. */
    public function follow(): void
    {
        if (!isset($_GET[RestoreToken::PARAMETER]) || WC()->session === null || WC()->cart === null) {
            return;
        }
        $this->hide();
        if ($this->isALook()) {
            status_header(204);
            exit;
        }
        $token = RestoreToken::fromQuery($_GET);
        WC()->session->set_customer_session_cookie(true);
        $this->answer($token === null ? null : $this->ask($token));
        // Written before the browser comes for the next page, whatever the end of this request takes.
        $this->carts->snapshot();
        WC()->session->save_data();
        wp_safe_redirect(wc_get_cart_url(), 303);
        exit;
    }

    /** Nobody keeps the answer, and nobody hears of the token. */
    private function hide(): void
    {
        if (!defined('DONOTCACHEPAGE')) {
            define('DONOTCACHEPAGE', true);
        }
        nocache_headers();
        if (!headers_sent()) {
            header('Referrer-Policy: no-referrer');
        }
    }

    /** Whether nobody asked for it: a test of the link, or a page fetched ahead. */
    private function isALook(): bool
    {
        $method = isset($_SERVER['REQUEST_METHOD']) ? sanitize_key(wp_unslash($_SERVER['REQUEST_METHOD'])) : '';
        $purpose = isset($_SERVER['HTTP_SEC_PURPOSE']) ? sanitize_key(wp_unslash($_SERVER['HTTP_SEC_PURPOSE'])) : '';
        return $method !== 'get' || strpos($purpose, 'prefetch') !== false;
    }

    /** What the server says of a token. It is not asked while it is known to be away, nor too often. */
    private function ask(string $token): Response
    {
        if ($this->plugin->state->openUntil() > Text::now() || Often::is('restore', self::MOST)) {
            return Response::none('not now');
        }
        return $this->plugin->client()->resolve($token, $this->plugin->consent->visitor('carts'));
    }

    /** Fills the cart, or says why not. */
    private function answer(?Response $response): void
    {
        if ($response !== null && RetryPolicy::mayPass($response)) {
            $later = __('Your cart cannot be fetched now. Follow the link again in some minutes.', 'piste');
            wc_add_notice($later, 'notice');
            return;
        }
        $cart = $response !== null && $response->ok() ? ($response->json()['cart'] ?? null) : null;
        if (is_array($cart) && is_array($cart['lines'] ?? null) && is_string($cart['id'] ?? null)) {
            $this->fill($cart);
        } else {
            wc_add_notice(__('This link no longer works. Your cart is as you left it.', 'piste'), 'notice');
        }
    }

    /**
     * Puts in what is missing.
     *
     * @param array<string, mixed> $cart as the server gave it
     */
    private function fill(array $cart): void
    {
        $missing = 0;
        foreach (array_slice($cart['lines'], 0, 100) as $line) {
            $sku = is_array($line) && is_string($line['sku'] ?? null) ? $line['sku'] : '';
            $product = $sku === '' ? null : Goods::product($sku);
            if ($product === null || !$this->put($product, max(1, (int) ($line['quantity'] ?? 1)))) {
                ++$missing;
            }
        }
        $this->carts->adopt($cart['id']);
        if ($missing > 0) {
            /* translators: %d: how many products. */
            $text = __('Your cart is back. Products that cannot be had any more: %d.', 'piste');
            wc_add_notice(esc_html(sprintf($text, $missing)), 'notice');
        } else {
            wc_add_notice(esc_html__('Your cart is back. Prices are those of today.', 'piste'), 'success');
        }
    }

    /**
     * Sees to it that there are as many of it in the cart, as far as there are any.
     *
     * @param \WC_Product $product
     */
    private function put($product, int $wanted): bool
    {
        if (!$product->is_purchasable() || !$product->is_in_stock()) {
            return false;
        }
        $most = (int) $product->get_max_purchase_quantity();
        if ($most > 0) {
            $wanted = min($wanted, $most);
        }
        $has = $this->inCart($product);
        if ($has >= $wanted) {
            return true;
        }
        try {
            return $this->add($product, $wanted - $has);
        } catch (\Exception $e) {
            return false;
        }
    }

    /**
     * Adds some, as the button of its page does.
     *
     * @param \WC_Product $product
     */
    private function add($product, int $pieces): bool
    {
        if ($product->is_type('variation')) {
            $choice = $product->get_variation_attributes();
            return WC()->cart->add_to_cart($product->get_parent_id(), $pieces, $product->get_id(), $choice) !== false;
        }
        return WC()->cart->add_to_cart($product->get_id(), $pieces) !== false;
    }

    /**
     * How many are in the cart already.
     *
     * @param \WC_Product $product
     */
    private function inCart($product): int
    {
        $pieces = 0;
        foreach (WC()->cart->get_cart_contents() as $item) {
            $id = !empty($item['variation_id']) ? $item['variation_id'] : $item['product_id'];
            $pieces += (int) $id === $product->get_id() ? (int) $item['quantity'] : 0;
        }
        return $pieces;
    }
}
