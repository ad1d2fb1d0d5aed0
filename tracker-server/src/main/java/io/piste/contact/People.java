package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Which visitors may be the same person, for the visitors of a batch of events. It answers
 * generously: it is asked in order to leave people in peace, never in order to write to them.
 */
public final class People {
  /** Nobody is known. */
  public static final People NONE = new People(Map.of());

  private final Map<VisitorId, VisitorHistory> histories;

  private People(Map<VisitorId, VisitorHistory> histories) {
    this.histories = histories;
  }

  /** Looks at all that was said about who did these acts, and at the other browsers of theirs. */
  public static People of(
      Handle handle, SiteId site, List<LoggedEvent> acts, Collection<VisitorId> others) {
    StatementRows rows = new StatementRows(handle, site);
    Set<VisitorId> known = new HashSet<>(others);
    acts.forEach(act -> known.add(act.visitor()));
    Map<VisitorId, VisitorHistory> histories = new HashMap<>(rows.of(known));
    Set<ContactId> contacts = new HashSet<>();
    for (LoggedEvent act : acts) {
      VisitorHistory history = histories.get(act.visitor());
      if (history != null) {
        contacts.addAll(history.possibleAt(act.happenedAt()));
      }
    }
    Set<VisitorId> more = new HashSet<>(rows.visitorsOf(contacts));
    more.removeAll(known);
    histories.putAll(rows.of(more));
    return new People(histories);
  }

  /** Whether what one visitor did and what another did may be one person's acts. */
  public boolean maybeSame(VisitorId one, Instant at, VisitorId other, Instant otherAt) {
    return one.equals(other) || !Collections.disjoint(possible(one, at), possible(other, otherAt));
  }

  /** All browsers that were looked at of which something was said. */
  public Set<VisitorId> browsers() {
    return Set.copyOf(histories.keySet());
  }

  private Set<ContactId> possible(VisitorId visitor, Instant at) {
    VisitorHistory history = histories.get(visitor);
    return history == null ? Set.of() : history.possibleAt(at);
  }
}
