package io.piste.segment;

/**
 * A stretch of time, in milliseconds since 1970.
 *
 * @param from the first millisecond; {@link Long#MIN_VALUE}: without beginning
 * @param until the first one behind; {@link Long#MAX_VALUE}: without end
 */
record Window(long from, long until) {
  static final Window EVER = new Window(Long.MIN_VALUE, Long.MAX_VALUE);

  boolean holds(long at) {
    return at >= from && (at < until || until == Long.MAX_VALUE);
  }
}
