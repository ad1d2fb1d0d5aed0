<?php
/**
 * Tells the server about carts.
 *
 * @package Piste
 */

namespace Piste\WooCommerce;

use Piste\Core\Call;
use Piste\Core\Cart;
use Piste\Core\Text;

defined( 'ABSPATH' ) || exit;

/**
 * The shop fires its hooks many times for one change, and several for none. So they only say that
 * something may have changed: one snapshot is made when the request ends, and told when it differs
 * from the last one of the session. Nothing here makes the shop work out totals.
 */
final class Cart_Keeper {
	/** Under this name the session keeps what was told: id, hash, email, marketing, user, order. */
	const KEY = 'piste_cart';

	/** After the shop saved the customer (10), before it saves the session (20). */
	const BEFORE_SAVING = 15;

	const CHANGES = array(
		'woocommerce_add_to_cart',
		'woocommerce_after_cart_item_quantity_update',
		'woocommerce_cart_item_removed',
		'woocommerce_cart_item_restored',
		'woocommerce_cart_emptied',
	);

	/**
	 * What the plugin offers.
	 *
	 * @var Connection
	 */
	private $connection;

	/**
	 * Whether something may have changed in this request.
	 *
	 * @var bool
	 */
	private $dirty = false;

	/**
	 * For one request.
	 *
	 * @param Connection $connection What the plugin offers.
	 */
	public function __construct( Connection $connection ) {
		$this->connection = $connection;
	}

	/** Hears of changes. */
	public function listen() {
		foreach ( self::CHANGES as $hook ) {
			add_action( $hook, array( $this, 'changed' ), 10, 0 );
		}
		add_action( 'woocommerce_cart_loaded_from_session', array( $this, 'loaded' ), 10, 0 );
		add_action( 'shutdown', array( $this, 'snapshot' ), self::BEFORE_SAVING );
	}

	/** Something may have changed. */
	public function changed() {
		$this->dirty = true;
	}

	/** A cart that was never told, or was another one before the login, is looked at. */
	public function loaded() {
		$told = $this->told();
		if ( ! isset( $told['hash'] ) || ( $told['user'] ?? 0 ) !== get_current_user_id() ) {
			$this->dirty = true;
		}
	}

	/**
	 * The shopper typed an address, or answered the box beside it.
	 *
	 * @param string    $email     As typed; empty leaves what is known.
	 * @param bool|null $marketing Whether the box is ticked; null leaves what is known.
	 */
	public function person( $email, $marketing ) {
		if ( ! $this->allowed() || ! $this->has_session() ) {
			return;
		}
		$told = $this->told();
		if ( '' !== $email ) {
			$told['email'] = $email;
		}
		if ( null !== $marketing ) {
			$told['marketing'] = $marketing;
		}
		$this->keep( $told );
		$this->dirty = true;
	}

	/** The id of the session's cart; empty where none was told. */
	public function id() {
		return $this->has_session() ? (string) ( $this->told()['id'] ?? '' ) : '';
	}

	/**
	 * Goes on with a cart that was brought back.
	 *
	 * @param string $id Its id.
	 */
	public function adopt( $id ) {
		$told = $this->told();
		unset( $told['hash'], $told['order'] );
		$this->keep( array( 'id' => $id ) + $told );
		$this->dirty = true;
	}

	/**
	 * An order was made of the cart: that it is empty then is no news.
	 *
	 * @param int $order The order's number.
	 */
	public function ordered( $order ) {
		if ( $this->has_session() ) {
			$this->keep( array( 'order' => $order ) + $this->told() );
		}
	}

	/** Looks at the cart once, when the request ends. */
	public function snapshot() {
		if ( ! $this->dirty || ! $this->has_session() || null === WC()->cart || ! $this->allowed() ) {
			return;
		}
		$this->dirty = false;
		$told        = $this->told();
		$lines       = Goods::of_cart( WC()->cart->get_cart_contents() );
		if ( ! $lines && ( isset( $told['order'] ) || ! isset( $told['hash'] ) ) ) {
			if ( isset( $told['order'] ) ) {
				WC()->session->set( self::KEY, null );
			}
			return;
		}
		$this->tell( $told, $lines );
	}

	/**
	 * Tells what is new.
	 *
	 * @param array $told  What was told before.
	 * @param array $lines What is in the cart.
	 */
	private function tell( array $told, array $lines ) {
		$id   = $told['id'] ?? Text::random();
		$cart = new Cart( $id, get_woocommerce_currency(), $lines );
		$cart->of( $this->connection->visitor() );
		$cart->person( $told['email'] ?? '', $told['marketing'] ?? null );
		$cart->page( $this->connection->language(), $this->connection->page() );
		$hash = $cart->hash();
		$user = get_current_user_id();
		if ( ( $told['hash'] ?? '' ) !== $hash ) {
			unset( $told['order'] );
			$this->connection->collect( Call::cart( $cart ) );
		}
		$now = array(
			'id'   => $id,
			'hash' => $hash,
			'user' => $user,
		) + $told;
		if ( $now !== $this->told() ) {
			$this->keep( $now );
		}
	}

	/** Whether the visitor allowed the use of carts. */
	private function allowed() {
		$visitor = $this->connection->visitor();
		return null !== $visitor && $visitor->allows( 'carts' );
	}

	/** Outside of the shop's own pages there is no session. */
	private function has_session() {
		return function_exists( 'WC' ) && null !== WC()->session;
	}

	/** What the session keeps. */
	private function told() {
		$told = $this->has_session() ? WC()->session->get( self::KEY ) : null;
		return is_array( $told ) ? $told : array();
	}

	/**
	 * Has it kept.
	 *
	 * @param array $told See KEY.
	 */
	private function keep( array $told ) {
		WC()->session->set( self::KEY, $told );
	}
}
