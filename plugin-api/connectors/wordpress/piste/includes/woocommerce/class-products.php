<?php
/**
 * Tells the server about products.
 *
 * @package Piste
 */

namespace Piste\WooCommerce;

use Piste\Core\Call;
use Piste\Core\Content;
use Piste\Core\Text;

defined( 'ABSPATH' ) || exit;

/** Products are contents of the library, with price and stock; what nobody may see is taken out of it. */
final class Products {
	/**
	 * What the plugin offers.
	 *
	 * @var Connection
	 */
	private $connection;

	/**
	 * Numbers of the products that changed in this request.
	 *
	 * @var array<int, bool>
	 */
	private $changed = array();

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
		foreach ( array( 'woocommerce_new_product', 'woocommerce_update_product', 'woocommerce_product_set_stock_status' ) as $hook ) {
			add_action( $hook, array( $this, 'changed' ), 10, 1 );
		}
		foreach ( array( 'wp_trash_post', 'untrashed_post', 'before_delete_post' ) as $hook ) {
			add_action( $hook, array( $this, 'moved' ), 10, 1 );
		}
		add_action( 'transition_post_status', array( $this, 'published' ), 10, 3 );
		add_action( 'shutdown', array( $this, 'tell' ), 15 );
	}

	/**
	 * A product changed.
	 *
	 * @param int $id Its number.
	 */
	public function changed( $id ) {
		$this->changed[ (int) $id ] = true;
	}

	/**
	 * A post went away, or came back.
	 *
	 * @param int $id Its number.
	 */
	public function moved( $id ) {
		if ( 'product' === get_post_type( $id ) ) {
			$this->changed( $id );
		}
	}

	/**
	 * A post was published or hidden.
	 *
	 * @param string   $to   Its status now.
	 * @param string   $from Its status before.
	 * @param \WP_Post $post The post.
	 */
	public function published( $to, $from, $post ) {
		if ( 'product' === $post->post_type && $to !== $from ) {
			$this->changed( $post->ID );
		}
	}

	/** Tells each product once, as it is at the end of the request. */
	public function tell() {
		foreach ( array_keys( $this->changed ) as $id ) {
			$product = wc_get_product( $id );
			// Variations are parts of a product that is told itself.
			if ( $product && $product->is_type( 'variation' ) ) {
				continue;
			}
			$this->connection->collect(
				$product && Goods::is_public( $product )
					? Call::content( $this->content( $product ) )
					: Call::contentGone( 'product-' . $id )
			);
		}
		$this->changed = array();
	}

	/**
	 * What is told of one.
	 *
	 * @param \WC_Product $product Which.
	 */
	public function content( $product ) {
		$id      = $product->get_id();
		$post    = get_post( $id );
		$content = new Content( 'product-' . $id, 'product', (string) get_permalink( $id ), wp_strip_all_tags( $product->get_name() ) );
		return $content->shown( wp_strip_all_tags( '' === $post->post_excerpt ? $post->post_content : $post->post_excerpt ), Goods::image( $product ) )
			->language( get_locale() )
			->words( $this->names( $id, 'product_tag' ), $this->names( $id, 'product_cat' ) )
			->times( 1000 * (int) get_post_time( 'U', true, $post ), Text::now() )
			->price( wc_get_price_to_display( $product ), get_woocommerce_currency(), (bool) $product->is_in_stock() );
	}

	/**
	 * The words of a taxonomy.
	 *
	 * @param int    $id       The product's number.
	 * @param string $taxonomy Whose.
	 */
	private function names( $id, $taxonomy ) {
		$terms = taxonomy_exists( $taxonomy ) ? get_the_terms( $id, $taxonomy ) : false;
		return is_array( $terms ) ? wp_list_pluck( $terms, 'name' ) : array();
	}
}
