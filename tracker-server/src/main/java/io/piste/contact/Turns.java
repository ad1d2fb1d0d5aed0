package io.piste.contact;

import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Scope;
import io.piste.protocol.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Cuts a batch of events where somebody becomes known: what a person did before is worked in before
 * that, what follows after, as if the events came one by one. It is also cut where much time lies
 * between, since carts and orders look back a limited time. Events of people who have nothing to do
 * with each other share a turn, so there are hardly ever more than two as events arrive; a rebuild,
 * which projects months at once, has many.
 */
public final class Turns {
  private static final String LINKS =
      """
      SELECT DISTINCT s.site_id, s.visitor_id, COALESCE(c.merged_into, s.contact_id) AS contact_id
      FROM identity_statement s LEFT JOIN contact c ON c.id = s.contact_id
      WHERE s.site_id = :site AND s.visitor_id IN (<visitors>)
      """;

  private static final String ADDRESSES =
      "SELECT COALESCE(merged_into, id) AS id, email FROM contact WHERE email IN (<emails>)";

  private static final RowMapper<Map.Entry<Scope.Visitor, Long>> LINK =
      (row, context) ->
          Map.entry(
              new Scope.Visitor(
                  new SiteId(row.getLong("site_id")),
                  new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id")))),
              row.getLong("contact_id"));

  private final Map<Object, Object> parents = new HashMap<>();
  private final Map<Object, Integer> turns = new HashMap<>();
  private final List<Span> spans = new ArrayList<>();
  private final Set<Object> busy = new HashSet<>();

  private Turns() {}

  /** The events in turns, each in the order of the log. */
  public static List<List<LoggedEvent>> of(Handle handle, List<LoggedEvent> events) {
    return mayNeedSeveral(events) ? new Turns().cut(handle, events) : List.of(events);
  }

  /** Whether somebody becomes known after something else happened, or much time lies between. */
  private static boolean mayNeedSeveral(List<LoggedEvent> events) {
    Span span = new Span();
    for (LoggedEvent logged : events) {
      if (dependsOnPeople(logged)) {
        boolean late = !span.isEmpty() && logged.event() instanceof Event.Identified;
        if (late || !span.take(logged.happenedAt())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The time of the acts of a turn, which may be an hour. */
  private static final class Span {
    private static final Duration LONGEST = Duration.ofHours(1);

    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    boolean isEmpty() {
      return last.isBefore(first);
    }

    /** False, and nothing is taken, when it would become too long. */
    boolean take(Instant at) {
      Instant from = at.isBefore(first) ? at : first;
      Instant to = at.isAfter(last) ? at : last;
      if (to.isAfter(from.plus(LONGEST))) {
        return false;
      }
      first = from;
      last = to;
      return true;
    }
  }

  private static boolean dependsOnPeople(LoggedEvent logged) {
    return switch (logged.event()) {
      case Event.CartChanged _,
          Event.CheckoutBegun _,
          Event.OrderPlaced _,
          Event.OrderChanged _,
          Event.Identified _ ->
          true;
      default -> false;
    };
  }

  private List<List<LoggedEvent>> cut(Handle handle, List<LoggedEvent> events) {
    join(handle, events);
    List<List<LoggedEvent>> cut = new ArrayList<>();
    for (LoggedEvent logged : events) {
      int turn = turn(logged);
      while (cut.size() <= turn) {
        cut.add(new ArrayList<>());
      }
      cut.get(turn).add(logged);
    }
    return cut;
  }

  private int turn(LoggedEvent logged) {
    Object person = root(visitor(logged));
    if (logged.event() instanceof Event.Identified && busy.contains(person)) {
      turns.merge(person, 1, Integer::sum);
    }
    if (dependsOnPeople(logged)) {
      busy.add(person);
      turns.put(person, firstThatFits(turns.getOrDefault(person, 0), logged.happenedAt()));
    }
    return turns.getOrDefault(person, 0);
  }

  private int firstThatFits(int from, Instant at) {
    int turn = from;
    while (!span(turn).take(at)) {
      turn++;
    }
    return turn;
  }

  private Span span(int turn) {
    while (spans.size() <= turn) {
      spans.add(new Span());
    }
    return spans.get(turn);
  }

  /** Joins what is, was or becomes the same person: visitors, contacts, addresses. */
  private void join(Handle handle, List<LoggedEvent> events) {
    Set<Scope.Visitor> acting = new HashSet<>();
    Set<String> emails = new HashSet<>();
    for (LoggedEvent logged : events) {
      acting.add(visitor(logged));
      if (logged.event() instanceof Event.Identified identified) {
        String email = String.valueOf(identified.identify().email());
        String address = EmailAddress.parse(email).map(EmailAddress::value).orElse(email);
        emails.add(address);
        join(visitor(logged), address);
      }
    }
    if (!emails.isEmpty()) {
      handle
          .createQuery(ADDRESSES)
          .bindList("emails", List.copyOf(emails))
          .map((row, context) -> Map.entry(row.getLong("id"), row.getString("email")))
          .forEach(contact -> join(contact.getKey(), contact.getValue()));
    }
    new Scope(acting, Instant.EPOCH)
        .query(handle, LINKS, LINK)
        .forEach(link -> join(link.getKey(), link.getValue()));
  }

  private void join(Object one, Object other) {
    parents.put(root(one), root(other));
  }

  private Object root(Object of) {
    Object root = of;
    Object parent = parents.get(root);
    while (parent != null && !parent.equals(root)) {
      root = parent;
      parent = parents.get(root);
    }
    return root;
  }

  private static Scope.Visitor visitor(LoggedEvent logged) {
    return new Scope.Visitor(logged.site(), logged.visitor());
  }
}
