package io.piste.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Looks ten times a second how old the oldest event is that is logged and not yet projected. */
final class LagProbe implements AutoCloseable {
  private static final String OLDEST =
      """
      SELECT received_at FROM event_log
      WHERE stream = 0 AND seq > (SELECT seq FROM event_checkpoint WHERE stream = 0)
      ORDER BY seq LIMIT 1
      """;

  private final ServerUnderLoad server;
  private final List<Long> lags = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;
  private volatile boolean ended;

  LagProbe(ServerUnderLoad server) {
    this.server = server;
    this.thread = Thread.ofPlatform().name("lag").start(this::look);
  }

  private void look() {
    while (!ended) {
      long oldest = server.number(OLDEST);
      lags.add(oldest == 0 ? 0 : Math.max(0, System.currentTimeMillis() - oldest));
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The lag that so many of a thousand looks did not exceed, in milliseconds. */
  long lag(int perMille) {
    List<Long> sorted = new ArrayList<>(lags);
    Collections.sort(sorted);
    return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * perMille / 1_000);
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
