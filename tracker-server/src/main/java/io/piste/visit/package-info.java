/** Sessions, page views and products seen. */
@org.jspecify.annotations.NullMarked
package io.piste.visit;
