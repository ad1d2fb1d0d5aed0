/** Tests of segments. */
@org.jspecify.annotations.NullMarked
package io.piste.segment;
