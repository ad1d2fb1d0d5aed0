<?php
/**
 * Answers the server what a product costs and whether it is there.
 *
 * @package Piste
 */

namespace Piste\WooCommerce;

use Piste\Core\Webhook;

defined( 'ABSPATH' ) || exit;

/**
 * POST /wp-json/piste/v1/stock, signed like the messages of the server (Standard Webhooks, the same
 * secret), with the body {"type":"stock.ask","data":{"skus":[…]}}. An id counts once. Answers
 * {"SKU":{"price":14.9,"currency":"EUR","in_stock":true},…}; what is not for sale to everybody is left
 * out. Who signs nothing learns nothing, and makes the shop look nothing up but the secret.
 */
final class Stock {
	const TYPE         = 'stock.ask';
	const MOST         = 100;
	const LONGEST      = 32768;
	const PER_MINUTE   = 60;
	const REMEMBER_FOR = 600;

	/**
	 * What the plugin offers.
	 *
	 * @var Connection
	 */
	private $connection;

	/**
	 * For one request.
	 *
	 * @param Connection $connection What the plugin offers.
	 */
	public function __construct( Connection $connection ) {
		$this->connection = $connection;
	}

	/** Puts the route in place. */
	public function listen() {
		add_action( 'rest_api_init', array( $this, 'route' ) );
	}

	/** The signature is the permission. */
	public function route() {
		register_rest_route(
			'piste/v1',
			'/stock',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => '__return_true',
			)
		);
	}

	/**
	 * Answers the server.
	 *
	 * @param \WP_REST_Request $request What was asked.
	 */
	public function answer( $request ) {
		$message = $this->message( $request );
		if ( null === $message || self::TYPE !== $message['type'] ) {
			return $this->problem( 401, 'bad_signature' );
		}
		if ( ! $this->is_first( $message['id'] ) ) {
			return $this->problem( 409, 'seen_before' );
		}
		if ( ! $this->may_ask() ) {
			return $this->problem( 429, 'too_many_requests' );
		}
		$skus = $message['data']['skus'] ?? null;
		if ( ! is_array( $skus ) || count( $skus ) > self::MOST || array_filter( $skus, 'is_string' ) !== $skus ) {
			return $this->problem( 400, 'bad_request' );
		}
		$found = array();
		foreach ( array_unique( $skus ) as $sku ) {
			$product = Goods::product( $sku );
			if ( null !== $product ) {
				$found[ $sku ] = $this->said( $product );
			}
		}
		return $this->sent( (object) $found, 200 );
	}

	/**
	 * What is said of one.
	 *
	 * @param \WC_Product $product Which.
	 */
	private function said( $product ) {
		return array(
			'price'    => round( (float) wc_get_price_to_display( $product ), 2 ),
			'currency' => get_woocommerce_currency(),
			'in_stock' => $product->is_purchasable() && $product->is_in_stock(),
		);
	}

	/**
	 * The message, if the server signed it.
	 *
	 * @param \WP_REST_Request $request What was asked.
	 */
	private function message( $request ) {
		$secret = $this->connection->webhook_secret();
		$body   = (string) $request->get_body();
		if ( '' === $secret || strlen( $body ) > self::LONGEST ) {
			return null;
		}
		$headers = array();
		foreach ( array( 'id', 'timestamp', 'signature' ) as $name ) {
			$headers[ $name ] = (string) $request->get_header( 'webhook-' . $name );
		}
		return Webhook::verify( $secret, $headers, $body, time() );
	}

	/**
	 * Remembers an id for as long as its signature would be taken. The row is made by one request alone.
	 *
	 * @param string $id Of the message.
	 */
	private function is_first( $id ) {
		return $this->connection->first_seen( 'stock-' . $id, self::REMEMBER_FOR );
	}

	/** Counts questions by the minute. */
	private function may_ask() {
		$key   = 'piste_stock_' . (int) floor( time() / 60 );
		$count = (int) get_transient( $key ) + 1;
		set_transient( $key, $count, 120 );
		return $count <= self::PER_MINUTE;
	}

	/**
	 * A refusal.
	 *
	 * @param int    $status HTTP.
	 * @param string $code   Stable.
	 */
	private function problem( $status, $code ) {
		$response = $this->sent( array( 'code' => $code ), $status );
		if ( 429 === $status ) {
			$response->header( 'Retry-After', '60' );
		}
		return $response;
	}

	/**
	 * Nobody keeps an answer.
	 *
	 * @param mixed $body   What to send.
	 * @param int   $status HTTP.
	 */
	private function sent( $body, $status ) {
		$response = new \WP_REST_Response( $body, $status );
		$response->header( 'Cache-Control', 'no-store' );
		return $response;
	}
}
