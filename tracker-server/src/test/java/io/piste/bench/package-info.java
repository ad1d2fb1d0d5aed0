/**
 * Measures ({@code ./piste bench}) and breaks on purpose ({@code ./piste drill}). Never shipped.
 */
@org.jspecify.annotations.NullMarked
package io.piste.bench;
