/** The wire format, as records. */
@org.jspecify.annotations.NullMarked
package io.piste.protocol;
