package io.piste.base;

import java.time.InstantSource;

/** The one place that asks the machine for the time; everything else is handed a source. */
public final class Clocks {
  private Clocks() {}

  /** The machine's clock, in UTC. */
  public static InstantSource system() {
    return InstantSource.system();
  }
}
