/** Carts and orders. */
@org.jspecify.annotations.NullMarked
package io.piste.cart;
