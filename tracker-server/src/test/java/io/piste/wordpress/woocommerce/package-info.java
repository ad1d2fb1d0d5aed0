/** The shop's side of the WordPress connector, in front of a real WooCommerce or its stand-in. */
@NullMarked
package io.piste.wordpress.woocommerce;

import org.jspecify.annotations.NullMarked;
