package io.piste.eventlog;

import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.db.Jdbis;
import io.piste.protocol.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as its row: the body is JSON that need not be readable. */
record EventRow(
    long site,
    UUID visitor,
    UUID event,
    int purposes,
    long happenedAt,
    long receivedAt,
    Verdict verdict,
    String type,
    @Nullable String client,
    String body) {

  /** The rows of events of one sender: what they have in common is written out once. */
  static List<EventRow> of(List<LoggedEvent> events) {
    List<EventRow> rows = new ArrayList<>(events.size());
    Client client = Client.UNKNOWN;
    String text = client.text();
    for (LoggedEvent logged : events) {
      if (!logged.client().equals(client)) {
        client = logged.client();
        text = client.text();
      }
      rows.add(of(logged, text));
    }
    return rows;
  }

  static EventRow of(LoggedEvent logged) {
    return of(logged, logged.client().text());
  }

  private static EventRow of(LoggedEvent logged, @Nullable String client) {
    Event event = logged.event();
    return new EventRow(
        logged.site().value(),
        logged.visitor().value(),
        event.id(),
        Purpose.bits(logged.purposes()),
        logged.happenedAt().toEpochMilli(),
        logged.receivedAt().toEpochMilli(),
        logged.verdict(),
        type(event),
        client,
        Json.write(event));
  }

  static EventRow read(ResultSet row) throws SQLException {
    return new EventRow(
        row.getLong("site_id"),
        Jdbis.uuidOf(row.getBytes("visitor_id")),
        Jdbis.uuidOf(row.getBytes("event_id")),
        row.getInt("purposes"),
        row.getLong("happened_at"),
        row.getLong("received_at"),
        verdict(row.getInt("verdict")),
        row.getString("type"),
        row.getString("client"),
        row.getString("body"));
  }

  private static Verdict verdict(int stored) {
    try {
      return Verdict.of(stored);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEvent(e);
    }
  }

  /** The event itself; throws {@link UnreadableEvent} when it is none. */
  LoggedEvent logged() {
    try {
      return read();
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw new UnreadableEvent(e);
    }
  }

  private LoggedEvent read() {
    Event event = Json.read(body, Event.class);
    if (event == null) {
      throw new IllegalArgumentException("there is nothing in it");
    }
    return new LoggedEvent(
        new SiteId(site),
        new VisitorId(visitor),
        Purpose.fromBits(purposes),
        Instant.ofEpochMilli(Untimely.bounded(happenedAt, receivedAt)),
        Instant.ofEpochMilli(receivedAt),
        verdict,
        Client.of(client),
        event);
  }

  /** That it came, without a look at what it says. */
  Arrived arrived() {
    return new Arrived(
        new SiteId(site),
        new VisitorId(visitor),
        Instant.ofEpochMilli(receivedAt),
        verdict,
        Client.of(client));
  }

  /** Why nothing may follow from it yet, though a person did it; empty as a rule. */
  Optional<DeathCause> untimely() {
    return verdict.counts() ? Untimely.cause(happenedAt, receivedAt) : Optional.empty();
  }

  /** What a repeat has in common with the original. */
  Key key() {
    return new Key(site, visitor, event);
  }

  record Key(long site, UUID visitor, UUID event) {}

  private static String type(Event event) {
    return switch (event) {
      case Event.Page page -> "page";
      case Event.ProductSeen seen -> "product";
      case Event.CartChanged changed -> "cart";
      case Event.CheckoutBegun begun -> "checkout";
      case Event.OrderPlaced placed -> "order";
      case Event.OrderChanged changed -> "orderchange";
      case Event.Identified identified -> "identify";
      case Event.Engaged engaged -> "engage";
      case Event.Clicked clicked -> "click";
      case Event.FormSent sent -> "form";
      case Event.Searched searched -> "search";
      case Event.NotFound missing -> "notfound";
      case Event.Custom custom -> "custom";
      case Event.LoggedOut out -> "logout";
    };
  }
}
