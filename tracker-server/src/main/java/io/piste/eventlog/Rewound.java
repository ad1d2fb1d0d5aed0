package io.piste.eventlog;

import java.time.Instant;

/** What a projection has still to do for visitors whose rows it took back. */
public interface Rewound {
  /** Nothing. */
  Rewound DONE = new Rewound() {};

  /**
   * Makes the rows that are there now the opening balance. Their events are dropped after that; raw
   * rows (what was seen when) go with them, but for what an event to come may still change.
   *
   * @param until all events received before are projected, and none received later
   */
  default void keep(Instant until) {}

  /**
   * All events are projected again: gives back what others had set, and removes what has no event
   * any more.
   */
  default void settle() {}
}
