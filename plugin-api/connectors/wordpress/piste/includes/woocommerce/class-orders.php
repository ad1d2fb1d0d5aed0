<?php
/**
 * Tells the server about orders.
 *
 * @package Piste
 */

namespace Piste\WooCommerce;

use Piste\Core\Call;
use Piste\Core\Order;
use Piste\Core\Person;

defined( 'ABSPATH' ) || exit;

/**
 * The buyer's browser is there when an order is made, and seldom when its status changes: so the
 * visitor and the cart are written on the order, where later requests of others find them. An order
 * without a visitor who allowed the use of carts is never told.
 */
final class Orders {
	const VISITOR   = '_piste_visitor';
	const CART      = '_piste_cart';
	const MARKETING = '_piste_marketing';
	const LANGUAGE  = '_piste_language';
	/** The statuses that were told, so that each is told once. */
	const TOLD = '_piste_told';

	const STATUSES = array(
		'pending'    => Order::PLACED,
		'on-hold'    => Order::PLACED,
		'processing' => Order::PAID,
		'completed'  => Order::COMPLETED,
		'cancelled'  => Order::CANCELLED,
		'refunded'   => Order::REFUNDED,
		'failed'     => Order::FAILED,
	);

	/**
	 * What the plugin offers.
	 *
	 * @var Connection
	 */
	private $connection;

	/**
	 * Knows which cart it was.
	 *
	 * @var Cart_Keeper
	 */
	private $carts;

	/**
	 * For one request.
	 *
	 * @param Connection  $connection What the plugin offers.
	 * @param Cart_Keeper $carts      Knows which cart it was.
	 */
	public function __construct( Connection $connection, Cart_Keeper $carts ) {
		$this->connection = $connection;
		$this->carts      = $carts;
	}

	/** Hears of orders. */
	public function listen() {
		add_action( 'woocommerce_new_order', array( $this, 'link' ), 10, 2 );
		add_action( 'woocommerce_order_status_changed', array( $this, 'changed' ), 10, 4 );
		add_action( 'woocommerce_order_refunded', array( $this, 'refunded' ), 10, 1 );
	}

	/**
	 * Writes on a new order whose it is. Those that editors make are nobody's.
	 *
	 * @param int       $id    Its number.
	 * @param \WC_Order $order The order.
	 */
	public function link( $id, $order = null ) {
		$order = is_object( $order ) ? $order : wc_get_order( $id );
		if ( ! $order || is_admin() || null === WC()->session ) {
			return;
		}
		$ticked  = Opt_In::is_ticked( $order );
		$visitor = $this->connection->visitor();
		if ( null !== $visitor && $visitor->allows( 'carts' ) ) {
			$order->update_meta_data( self::VISITOR, $visitor->id() );
			$order->update_meta_data( self::CART, $this->carts->id() );
			$order->update_meta_data( self::LANGUAGE, $this->connection->language() );
			$order->update_meta_data( self::MARKETING, $ticked ? 'yes' : 'no' );
			$order->save_meta_data();
		}
		$this->carts->ordered( (int) $id );
		if ( $ticked ) {
			$this->agreed( $order, $visitor );
		}
	}

	/**
	 * Tells a new status.
	 *
	 * @param int       $id    The order's number.
	 * @param string    $from  The status before.
	 * @param string    $to    The status now.
	 * @param \WC_Order $order The order.
	 */
	public function changed( $id, $from, $to, $order = null ) {
		$order = is_object( $order ) ? $order : wc_get_order( $id );
		if ( $order && isset( self::STATUSES[ $to ] ) ) {
			$this->tell( $order, self::STATUSES[ $to ], 'refunded' === $to ? $this->paid_back( $order ) : $to );
		}
	}

	/**
	 * Tells what was paid back, a part of it too.
	 *
	 * @param int $id The order's number.
	 */
	public function refunded( $id ) {
		$order = wc_get_order( $id );
		if ( $order && (float) $order->get_total_refunded() > 0 ) {
			$this->tell( $order, Order::REFUNDED, $this->paid_back( $order ) );
		}
	}

	/**
	 * By this it is known which refunds were told.
	 *
	 * @param \WC_Order $order The order.
	 */
	private function paid_back( $order ) {
		return 'refunded ' . number_format( (float) $order->get_total_refunded(), 2, '.', '' );
	}

	/**
	 * Tells it once.
	 *
	 * @param \WC_Order $order  The order.
	 * @param string    $status As the server calls it.
	 * @param string    $as     As the shop calls it.
	 */
	private function tell( $order, $status, $as ) {
		$visitor = (string) $order->get_meta( self::VISITOR );
		$told    = (array) $order->get_meta( self::TOLD );
		if ( '' === $visitor || in_array( $as, $told, true ) ) {
			return;
		}
		$message = new Order(
			(string) $order->get_id(),
			$status,
			$order->get_currency(),
			$order->get_total(),
			Goods::of_order( $order )
		);
		$message->from( $visitor, (string) $order->get_meta( self::CART ) )
			->person( (string) $order->get_billing_email(), 'yes' === $order->get_meta( self::MARKETING ), (string) $order->get_meta( self::LANGUAGE ) )
			->refunded( $order->get_total_refunded() );
		$order->update_meta_data( self::TOLD, array_merge( array_filter( $told ), array( $as ) ) );
		$order->save_meta_data();
		$this->connection->collect( Call::order( $message ) );
	}

	/**
	 * The buyer ticked the box: that counts without a visitor, too.
	 *
	 * @param \WC_Order                $order   The order.
	 * @param \Piste\Core\Visitor|null $visitor Who bought, if they agreed to be known.
	 */
	private function agreed( $order, $visitor ) {
		$person = new Person( (string) $order->get_billing_email(), 'checkout' );
		if ( ! $person->isValid() ) {
			return;
		}
		$person->name( (string) $order->get_billing_first_name(), (string) $order->get_billing_last_name() )
			->page( $this->connection->language(), $this->connection->page() )
			->in( $visitor )
			->marketing( true, Opt_In::words() );
		$this->connection->collect( Call::consent( $person, true ) );
	}
}
