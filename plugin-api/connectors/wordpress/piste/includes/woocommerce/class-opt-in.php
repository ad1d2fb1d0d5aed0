<?php
/**
 * The box for marketing mails at the checkout.
 *
 * @package Piste
 */

namespace Piste\WooCommerce;

defined( 'ABSPATH' ) || exit;

/**
 * It is there at both checkouts, and never ticked for anybody: what a signed-in customer ticked once
 * is not kept for the next time.
 */
final class Opt_In {
	/** In the block checkout. */
	const FIELD = 'piste/optin';
	/** In the classic checkout. */
	const NAME = 'piste_optin';
	/** Where the block checkout writes it, on orders and customers. */
	const META = '_wc_other/piste/optin';

	/** Puts the box in place. */
	public function listen() {
		add_action( 'woocommerce_after_checkout_billing_form', array( $this, 'show' ), 20, 0 );
		add_action( 'woocommerce_init', array( $this, 'register' ) );
		foreach ( array( 'woocommerce_store_api_checkout_update_customer_from_request', 'woocommerce_store_api_cart_update_customer_from_request' ) as $hook ) {
			add_action( $hook, array( $this, 'forget' ), 100, 1 );
		}
	}

	/** The words beside it, which are kept with the consent. */
	public static function words() {
		$words = (string) Connection::setting( 'optin_text' );
		return '' === $words ? __( 'Write to me with offers and news. I can unsubscribe at any time.', 'piste' ) : $words;
	}

	/** The classic checkout. */
	public function show() {
		printf(
			'<p class="form-row form-row-wide piste-optin"><label class="woocommerce-form__label woocommerce-form__label-for-checkbox checkbox" for="%1$s">'
			. '<input type="checkbox" class="woocommerce-form__input woocommerce-form__input-checkbox input-checkbox" name="%1$s" id="%1$s" value="1"> <span>%2$s</span></label></p>',
			esc_attr( self::NAME ),
			esc_html( self::words() )
		);
	}

	/** The block checkout; shops before 8.9 do not know fields of others. */
	public function register() {
		if ( function_exists( 'woocommerce_register_additional_checkout_field' ) ) {
			woocommerce_register_additional_checkout_field(
				array(
					'id'                         => self::FIELD,
					'label'                      => self::words(),
					'location'                   => 'contact',
					'type'                       => 'checkbox',
					'required'                   => false,
					'show_in_order_confirmation' => false,
				)
			);
		}
	}

	/**
	 * What was ticked is for this order alone.
	 *
	 * @param \WC_Customer $customer Who is shopping.
	 */
	public function forget( $customer ) {
		if ( is_object( $customer ) ) {
			$customer->delete_meta_data( self::META );
		}
	}

	/**
	 * Whether the buyer ticked it.
	 *
	 * @param \WC_Order $order What they bought.
	 */
	public static function is_ticked( $order ) {
		// The checkout's own nonce was checked by the shop.
		$posted = isset( $_POST[ self::NAME ] ) ? sanitize_text_field( wp_unslash( $_POST[ self::NAME ] ) ) : ''; // phpcs:ignore WordPress.Security.NonceVerification.Missing
		return '1' === $posted || '1' === (string) $order->get_meta( self::META );
	}
}
