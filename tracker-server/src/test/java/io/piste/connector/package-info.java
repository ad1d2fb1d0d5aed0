/** What shops' servers ask. */
@org.jspecify.annotations.NullMarked
package io.piste.connector;
