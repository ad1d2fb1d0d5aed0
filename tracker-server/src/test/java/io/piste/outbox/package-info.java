/** Send once. */
@org.jspecify.annotations.NullMarked
package io.piste.outbox;
