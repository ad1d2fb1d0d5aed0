package io.piste.segment;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Whoever wants to know that contacts entered segments, and left them. */
@FunctionalInterface
public interface SegmentNews {
  /** Tells nobody. */
  SegmentNews UNHEARD = (handle, site, changes, at) -> {};

  /** A contact entered a segment or left it. */
  record Change(Segment segment, ContactId contact, boolean entered) {}

  /**
   * Contacts entered and left, because something happened, because time passed or by hand; not
   * because a rule is new. Inside the transaction in which they do.
   */
  void changed(Handle handle, SiteId site, List<Change> changes, Instant at);
}
