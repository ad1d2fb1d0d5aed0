/** From a request to a logged event: parse, check, refuse by name, append. */
@org.jspecify.annotations.NullMarked
package io.piste.collect;
