package io.piste.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until told to move. */
public final class TestClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves time forward. */
  public void advance(Duration by) {
    now = now.plus(by);
  }

  /** Jumps, backwards too. */
  public void set(Instant to) {
    now = to;
  }
}
