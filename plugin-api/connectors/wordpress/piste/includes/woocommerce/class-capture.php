<?php
/**
 * The address that a guest types at the checkout.
 *
 * @package Piste
 */

namespace Piste\WooCommerce;

use Piste\Core\Payload;

defined( 'ABSPATH' ) || exit;

/**
 * Takes the address before the order is placed, where the site switched that on and the visitor
 * allowed the use of carts. The block checkout sends it to the shop when the field is left; the
 * classic one does not, so a script does. Nothing is ever answered that tells one address from another.
 */
final class Capture {
	const CALL = 'piste_checkout';

	/**
	 * What the plugin offers.
	 *
	 * @var Connection
	 */
	private $connection;

	/**
	 * Takes the address.
	 *
	 * @var Cart_Keeper
	 */
	private $carts;

	/**
	 * For one request.
	 *
	 * @param Connection  $connection What the plugin offers.
	 * @param Cart_Keeper $carts      Takes the address.
	 */
	public function __construct( Connection $connection, Cart_Keeper $carts ) {
		$this->connection = $connection;
		$this->carts      = $carts;
	}

	/** Hears of addresses. */
	public function listen() {
		add_action( 'woocommerce_store_api_cart_update_customer_from_request', array( $this, 'block' ), 10, 2 );
		add_action( 'wc_ajax_' . self::CALL, array( $this, 'typed' ) );
		add_action( 'wp_enqueue_scripts', array( $this, 'script' ) );
	}

	/**
	 * The block checkout sent what was typed.
	 *
	 * @param \WC_Customer     $customer Who is shopping.
	 * @param \WP_REST_Request $request  What was sent.
	 */
	public function block( $customer, $request ) {
		$billing = (array) $request->get_param( 'billing_address' );
		$this->take( $billing['email'] ?? '', null );
	}

	/** Our script sent what was typed or ticked. */
	public function typed() {
		if ( ! check_ajax_referer( self::CALL, 'nonce', false ) ) {
			wp_send_json( array( 'code' => 'bad_nonce' ), 403 );
		}
		$email     = isset( $_POST['email'] ) ? sanitize_text_field( wp_unslash( $_POST['email'] ) ) : '';
		$marketing = isset( $_POST['marketing'] ) ? sanitize_key( wp_unslash( $_POST['marketing'] ) ) : '';
		$this->take( $email, '' === $marketing ? null : 'yes' === $marketing );
		wp_send_json( array( 'ok' => true ) );
	}

	/** The script of the checkout's page. */
	public function script() {
		if ( ! is_checkout() || is_order_received_page() ) {
			return;
		}
		wp_enqueue_script( 'piste-checkout', plugins_url( 'assets/js/checkout.js', PISTE_FILE ), array(), PISTE_VERSION, true );
		$said = array(
			'url'   => \WC_AJAX::get_endpoint( self::CALL ),
			'nonce' => wp_create_nonce( self::CALL ),
		);
		wp_add_inline_script( 'piste-checkout', 'window.pisteCheckout=' . wp_json_encode( $said ), 'before' );
	}

	/**
	 * Hands it on.
	 *
	 * @param mixed     $email     As typed.
	 * @param bool|null $marketing Whether the box is ticked; null leaves what is known.
	 */
	private function take( $email, $marketing ) {
		$email = is_string( $email ) ? Payload::email( $email ) : '';
		if ( '' !== $email || null !== $marketing ) {
			$this->carts->person( $email, $marketing );
		}
	}
}
