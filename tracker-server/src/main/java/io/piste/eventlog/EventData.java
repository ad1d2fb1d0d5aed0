package io.piste.eventlog;

import io.piste.privacy.Person;
import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * What was received from a person's browsers, for the rights of persons. What follows from it is
 * told by the stores that keep it; erasing takes all of that back within seconds and empties the
 * events themselves.
 */
public final class EventData implements PersonalData {
  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofVisitors(
              "visitors",
              """
              SELECT visitor_id, purposes, expires_at FROM consent_state
              WHERE site_id = :site AND visitor_id IN (<visitors>)
              """,
              "expires_at"));

  private final VisitorRebuilds rebuilds;

  /** Erases by rebuilding without those visitors. */
  public EventData(VisitorRebuilds rebuilds) {
    this.rebuilds = Objects.requireNonNull(rebuilds);
  }

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }

  @Override
  public void forget(Handle handle, Person person) {
    person.visitors().forEach(visitor -> rebuilds.erase(handle, person.site(), visitor));
  }
}
