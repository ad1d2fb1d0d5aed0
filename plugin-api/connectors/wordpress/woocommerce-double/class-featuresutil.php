<?php
/**
 * What plugins say they can live with.
 *
 * @package Piste
 */

namespace Automattic\WooCommerce\Utilities;

defined( 'ABSPATH' ) || exit;

/** Remembers what was declared. */
class FeaturesUtil {
	/**
	 * By feature: plugin file and whether they go together.
	 *
	 * @var array
	 */
	public static $declared = array();

	/**
	 * Remembers.
	 *
	 * @param string $feature    What.
	 * @param string $file       The plugin's main file.
	 * @param bool   $compatible Whether they go together.
	 */
	public static function declare_compatibility( $feature, $file, $compatible = true ) {
		self::$declared[ $feature ] = array( $file, $compatible );
		return true;
	}
}
