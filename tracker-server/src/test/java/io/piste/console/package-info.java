/** Tests of the console. */
@org.jspecify.annotations.NullMarked
package io.piste.console;
