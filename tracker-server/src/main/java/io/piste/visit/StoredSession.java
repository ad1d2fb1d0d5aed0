package io.piste.visit;

import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.Objects;

/**
 * A session with all that its row holds.
 *
 * @param id 0 while it is not stored
 * @param actions events that are neither a page nor attention
 * @param visible milliseconds that its pages were in front
 * @param exitAt when the last page was shown, 1970 without a page
 * @param exitPath of that page, empty without one
 * @param paths that it saw
 */
record StoredSession(
    long id,
    VisitorId visitor,
    Instant startedAt,
    Instant lastAt,
    int pages,
    int actions,
    long visible,
    Landing landing,
    Instant exitAt,
    String exitPath,
    PathSet paths) {
  /** One page that was not looked at for so long, and nothing else done, is a bounce. */
  static final long GLANCE_MILLIS = 10_000;

  /** Whether it is a visit: attention alone may come long after the page, and is none. */
  boolean counts() {
    return pages > 0 || actions > 0;
  }

  boolean isBounce() {
    return pages == 1 && actions == 0 && visible < GLANCE_MILLIS;
  }

  /** Path of the first page, empty without one. */
  String entryPath() {
    return pages == 0 ? "" : PagePath.of(landing.url());
  }

  Attribution attribution() {
    return Objects.requireNonNull(landing.attribution(), "not attributed yet");
  }
}
