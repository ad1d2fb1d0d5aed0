<?php

declare(strict_types=1);

namespace Piste\WordPress\WooCommerce;

use Piste\WordPress\OptinBox;
use Piste\WordPress\Settings;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * It is there at both checkouts, and never ticked for anybody: what a signed-in customer ticked once
 * is not kept for the next time.
 */
final class OptIn
{
    /** In the block checkout. */
    private const FIELD = 'piste/optin';
    /** In the classic checkout. */
    private const NAME = 'piste_optin';
    /** Where the block checkout writes it, on orders and customers. */
    private const META = '_wc_other/piste/optin';

    private const CUSTOMER_HOOKS = [
        'woocommerce_store_api_checkout_update_customer_from_request',
        'woocommerce_store_api_cart_update_customer_from_request',
    ];

    /** @var Settings */
    private $settings;

    public function __construct(Settings $settings)
    {
        $this->settings = $settings;
    }

    /** Puts the box in place. */
    public function listen(): void
    {
        add_action('woocommerce_after_checkout_billing_form', [$this, 'show'], 20, 0);
        add_action('woocommerce_init', [$this, 'register']);
        foreach (self::CUSTOMER_HOOKS as $hook) {
            add_action($hook, [$this, 'forget'], 100, 1);
        }
    }

    /** The words beside it, which are kept with the consent. */
    public function words(): string
    {
        return OptinBox::words($this->settings);
    }

    /** The classic checkout. */
    public function show(): void
    {
        // Without the shop's classes for boxes: some themes hide those from the keyboard.
        printf(
            '<p class="form-row form-row-wide piste-optin"><label class="checkbox" for="%1$s">'
            . '<input type="checkbox" class="input-checkbox" name="%1$s" id="%1$s" value="1"> <span>%2$s</span>'
            . '</label></p>',
            esc_attr(self::NAME),
            esc_html($this->words())
        );
    }

    /** The block checkout; shops before 8.9 do not know fields of others. */
    public function register(): void
    {
        if (function_exists('woocommerce_register_additional_checkout_field')) {
            woocommerce_register_additional_checkout_field([
                'id' => self::FIELD,
                'label' => $this->words(),
                'location' => 'contact',
                'type' => 'checkbox',
                'required' => false,
                'show_in_order_confirmation' => false,
            ]);
        }
    }

    /**
     * What was ticked is for this order alone.
     *
     * @param \WC_Customer $customer
     */
    public function forget($customer): void
    {
        if (is_object($customer)) {
            $customer->delete_meta_data(self::META);
        }
    }

    /**
     * Whether the buyer ticked it.
     *
     * @param \WC_Order $order
     */
    public function isTicked($order): bool
    {
        if (!$this->settings->isOn('optin')) {
            return false;
        }
        // The checkout's own nonce was checked by the shop.
        $posted = isset($_POST[self::NAME]) ? sanitize_text_field(wp_unslash($_POST[self::NAME])) : '';
        return $posted === '1' || (string) $order->get_meta(self::META) === '1';
    }
}
