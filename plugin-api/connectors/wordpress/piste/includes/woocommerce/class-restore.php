<?php
/**
 * The way back from a mail.
 *
 * @package Piste
 */

namespace Piste\WooCommerce;

use Piste\Core\RestoreToken;

defined( 'ABSPATH' ) || exit;

/**
 * Fills the cart again that a restore link stands for. The token is asked of the server, and gives
 * products and quantities alone: nobody is logged in, no address is shown or filled in. Each product
 * has to be for sale today, at today's price. What is in the cart already stays; following the link
 * again changes nothing.
 */
final class Restore {
	/**
	 * What the plugin offers.
	 *
	 * @var Connection
	 */
	private $connection;

	/**
	 * Goes on with the cart.
	 *
	 * @var Cart_Keeper
	 */
	private $carts;

	/**
	 * For one request.
	 *
	 * @param Connection  $connection What the plugin offers.
	 * @param Cart_Keeper $carts      Goes on with the cart.
	 */
	public function __construct( Connection $connection, Cart_Keeper $carts ) {
		$this->connection = $connection;
		$this->carts      = $carts;
	}

	/** Hears of links, before a page is made and after the shop has its cart. */
	public function listen() {
		add_action( 'template_redirect', array( $this, 'follow' ), 5 );
	}

	/** A page was asked for, perhaps by a link. */
	public function follow() {
		if ( ! isset( $_GET[ RestoreToken::PARAMETER ] ) || null === WC()->session || null === WC()->cart ) { // phpcs:ignore WordPress.Security.NonceVerification.Recommended
			return;
		}
		$this->hide();
		if ( $this->is_a_look() ) {
			status_header( 204 );
			exit;
		}
		$token = RestoreToken::fromQuery( $_GET ); // phpcs:ignore WordPress.Security.NonceVerification.Recommended
		$cart  = null === $token ? null : $this->ask( $token );
		WC()->session->set_customer_session_cookie( true );
		if ( null === $cart ) {
			wc_add_notice( __( 'This link no longer works. Your cart is as you left it.', 'piste' ), 'notice' );
		} else {
			$this->fill( $cart );
		}
		// Written before the browser comes for the next page, whatever the end of this request takes.
		$this->carts->snapshot();
		WC()->session->save_data();
		wp_safe_redirect( wc_get_cart_url(), 303 );
		exit;
	}

	/** Nobody keeps the answer, and nobody hears of the token. */
	private function hide() {
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			define( 'DONOTCACHEPAGE', true );
		}
		nocache_headers();
		header( 'Referrer-Policy: no-referrer' );
	}

	/** Whether nobody asked for it: a test of the link, or a page fetched ahead. */
	private function is_a_look() {
		$method  = isset( $_SERVER['REQUEST_METHOD'] ) ? sanitize_key( wp_unslash( $_SERVER['REQUEST_METHOD'] ) ) : '';
		$purpose = isset( $_SERVER['HTTP_SEC_PURPOSE'] ) ? sanitize_text_field( wp_unslash( $_SERVER['HTTP_SEC_PURPOSE'] ) ) : '';
		return 'get' !== $method || false !== strpos( $purpose, 'prefetch' );
	}

	/**
	 * What the server says of a token: id and lines; null when it knows none.
	 *
	 * @param string $token Of the link.
	 */
	private function ask( $token ) {
		$response = $this->connection->resolve( $token );
		$cart     = null === $response || ! $response->ok() ? null : ( $response->json()['cart'] ?? null );
		return is_array( $cart ) && is_array( $cart['lines'] ?? null ) && is_string( $cart['id'] ?? null ) ? $cart : null;
	}

	/**
	 * Puts in what is missing.
	 *
	 * @param array $cart As the server gave it.
	 */
	private function fill( array $cart ) {
		$missing = 0;
		foreach ( array_slice( $cart['lines'], 0, 100 ) as $line ) {
			$sku     = is_array( $line ) && is_string( $line['sku'] ?? null ) ? $line['sku'] : '';
			$product = '' === $sku ? null : Goods::product( $sku );
			if ( null === $product || ! $this->put( $product, max( 1, (int) ( $line['quantity'] ?? 1 ) ) ) ) {
				++$missing;
			}
		}
		$this->carts->adopt( $cart['id'] );
		if ( $missing > 0 ) {
			/* translators: %d: how many products. */
			$text = _n( '%d product of your cart is no longer available.', '%d products of your cart are no longer available.', $missing, 'piste' );
			wc_add_notice( esc_html( sprintf( $text, $missing ) ), 'notice' );
		} else {
			wc_add_notice( esc_html__( 'Your cart is back. Prices are those of today.', 'piste' ), 'success' );
		}
	}

	/**
	 * Sees to it that there are as many of it in the cart, as far as there are any.
	 *
	 * @param \WC_Product $product Which.
	 * @param int         $wanted  How many.
	 */
	private function put( $product, $wanted ) {
		if ( ! $product->is_purchasable() || ! $product->is_in_stock() ) {
			return false;
		}
		$most = (int) $product->get_max_purchase_quantity();
		if ( $most > 0 ) {
			$wanted = min( $wanted, $most );
		}
		$has = $this->in_cart( $product );
		if ( $has >= $wanted ) {
			return true;
		}
		try {
			return $this->add( $product, $wanted - $has );
		} catch ( \Exception $e ) {
			return false;
		}
	}

	/**
	 * Adds some, as the button of its page does.
	 *
	 * @param \WC_Product $product Which.
	 * @param int         $pieces  How many more.
	 */
	private function add( $product, $pieces ) {
		if ( $product->is_type( 'variation' ) ) {
			return false !== WC()->cart->add_to_cart( $product->get_parent_id(), $pieces, $product->get_id(), $product->get_variation_attributes() );
		}
		return false !== WC()->cart->add_to_cart( $product->get_id(), $pieces );
	}

	/**
	 * How many are in the cart already.
	 *
	 * @param \WC_Product $product Which.
	 */
	private function in_cart( $product ) {
		$pieces = 0;
		foreach ( WC()->cart->get_cart_contents() as $item ) {
			$id      = ! empty( $item['variation_id'] ) ? $item['variation_id'] : $item['product_id'];
			$pieces += (int) $id === $product->get_id() ? (int) $item['quantity'] : 0;
		}
		return $pieces;
	}
}
