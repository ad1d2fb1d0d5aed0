package io.piste.visit;

import io.piste.base.VisitorId;
import java.time.Instant;

/** An event beside page views, as its row holds it; see {@link Act}. */
record VisitEvent(
    VisitorId visitor,
    long session,
    Instant at,
    Act.Kind kind,
    String name,
    String path,
    long amount) {
  static VisitEvent of(VisitorId visitor, long session, Act act) {
    return new VisitEvent(
        visitor, session, act.at(), act.kind(), act.name(), PagePath.of(act.url()), act.amount());
  }
}
