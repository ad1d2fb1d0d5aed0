package io.piste.protocol;

/**
 * A stretch of attention.
 *
 * @param visible milliseconds that the page was in front, at most one day
 * @param depth how far down it was scrolled, in percent of its height, 0 to 100
 */
public record Engagement(long visible, int depth) {}
