<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\Core\Payload;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Takes the address before the order is placed, where the site switched that on and the visitor
 * allowed the use of carts. The block checkout sends it to the shop when the field is left; the
 * classic one does not, so a script does. Nothing is ever answered that tells one address from another.
 */
final class Capture
{
    private const CALL = 'piste_checkout';

    /** @var string path of piste.php */
    private $file;

    /** @var CartKeeper takes the address */
    private $carts;

    public function __construct(string $file, CartKeeper $carts)
    {
        $this->file = $file;
        $this->carts = $carts;
    }

    /** Hears of addresses. */
    public function listen(): void
    {
        add_action('woocommerce_store_api_cart_update_customer_from_request', [$this, 'block'], 10, 2);
        add_action('wc_ajax_' . self::CALL, [$this, 'typed']);
        add_action('wp_enqueue_scripts', [$this, 'script']);
    }

    /**
     * The block checkout sent what was typed.
     *
     * @param \WC_Customer $customer
     * @param \WP_REST_Request $request
     */
    public function block($customer, $request): void
    {
        $billing = (array) $request->get_param('billing_address');
        $this->take($billing['email'] ?? '', null);
    }

    /** Our script sent what was typed or ticked. */
    public function typed(): void
    {
        if (!check_ajax_referer(self::CALL, 'nonce', false)) {
            wp_send_json(['code' => 'bad_nonce'], 403);
        }
        $email = isset($_POST['email']) ? sanitize_text_field(wp_unslash($_POST['email'])) : '';
        $marketing = isset($_POST['marketing']) ? sanitize_key(wp_unslash($_POST['marketing'])) : '';
        $this->take($email, $marketing === '' ? null : $marketing === 'yes');
        wp_send_json(['ok' => true]);
    }

    /** The script of the checkout's page. */
    public function script(): void
    {
        if (!is_checkout() || is_order_received_page()) {
            return;
        }
        $script = plugins_url('assets/js/checkout.js', $this->file);
        wp_enqueue_script('piste-checkout', $script, [], \Piste\WordPress\VERSION, true);
        $said = ['url' => \WC_AJAX::get_endpoint(self::CALL), 'nonce' => wp_create_nonce(self::CALL)];
        wp_add_inline_script('piste-checkout', 'window.pisteCheckout=' . wp_json_encode($said), 'before');
    }

    /**
     * @param mixed $email as typed
     * @param bool|null $marketing whether the box is ticked; null leaves what is known
     */
    private function take($email, ?bool $marketing): void
    {
        $email = is_string($email) ? Payload::email($email) : '';
        if ($email !== '' || $marketing !== null) {
            $this->carts->person($email, $marketing);
        }
    }
}
