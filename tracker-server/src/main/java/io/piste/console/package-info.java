/** The web console. */
@org.jspecify.annotations.NullMarked
package io.piste.console;
