/** Ids, addresses, time and errors: words that every package uses. */
@org.jspecify.annotations.NullMarked
package io.piste.base;
