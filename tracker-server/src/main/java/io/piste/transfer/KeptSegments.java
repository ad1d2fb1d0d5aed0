package io.piste.transfer;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.segment.Segment;
import io.piste.segment.SegmentMembers;
import io.piste.segment.Segments;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The segments that the sites keep. Thread-safe. */
public final class KeptSegments implements StaticSegments {
  private final Segments segments;
  private final SegmentMembers members;

  /** Asks nothing yet. */
  public KeptSegments(Segments segments, SegmentMembers members) {
    this.segments = segments;
    this.members = members;
  }

  @Override
  public List<Choice> all(SiteId site) {
    return segments.all(site).stream().map(KeptSegments::choice).toList();
  }

  @Override
  public List<Choice> of(SiteId site) {
    return segments.all(site).stream().filter(Segment::isStatic).map(KeptSegments::choice).toList();
  }

  private static Choice choice(Segment segment) {
    return new Choice(segment.id(), segment.name());
  }

  @Override
  public void add(Handle handle, SiteId site, long segment, Collection<ContactId> contacts) {
    members.add(handle, site, segment, contacts);
  }
}
