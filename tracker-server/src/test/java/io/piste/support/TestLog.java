package io.piste.support;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Clocks;
import io.piste.cart.CartKeeper;
import io.piste.cart.PeopleAndCarts;
import io.piste.cart.Recoveries;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinker;
import io.piste.contact.MarketingPermissions;
import io.piste.contact.Unsubscribed;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Projector;
import io.piste.profile.ProfileRunner;
import io.piste.profile.ProfileUpdater;
import io.piste.site.Sites;
import io.piste.visit.ChannelRules;
import io.piste.visit.SessionKeeper;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A database, the log and the projector with all projections; the test turns the crank. */
public final class TestLog implements AutoCloseable {
  private final TestDatabase database = TestDatabase.fresh();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final TestClock clock = new TestClock();
  private final EventLog log =
      new EventLog(database.dataSource(), EventLogSettings.DEFAULT, meters);
  private final Projector projector = new Projector(jdbi(), projections(jdbi()), clock, meters);
  private final ProfileRunner profiles = new ProfileRunner(jdbi(), List.of(), clock, meters);

  private TestLog() {
    log.start();
  }

  /** A new one with nothing in it. */
  public static TestLog start() {
    return new TestLog();
  }

  /** Those of the server, in its order. */
  public static List<Projection> projections(Jdbi jdbi) {
    return projections(jdbi, Unsubscribed.UNHEARD, Recoveries.UNHEARD);
  }

  /** The same, with somebody who listens. */
  public static List<Projection> projections(
      Jdbi jdbi, Unsubscribed unsubscribed, Recoveries recoveries) {
    return List.of(
        new SessionKeeper(new Sites(jdbi, Clocks.system()), new ChannelRules(jdbi)),
        new PeopleAndCarts(
            new IdentityLinker(new Contacts(jdbi), new MarketingPermissions(jdbi, unsubscribed)),
            new CartKeeper(recoveries)),
        new ProfileUpdater());
  }

  /** How stores ask its database. */
  public Jdbi jdbi() {
    return database.jdbi();
  }

  /** Its database. */
  public TestDatabase database() {
    return database;
  }

  /** Its time. */
  public TestClock clock() {
    return clock;
  }

  /** Its log. */
  public EventLog log() {
    return log;
  }

  /** What it measures. */
  public MeterRegistry meters() {
    return meters;
  }

  /** Logs the events and projects them in one batch. */
  public void play(LoggedEvent... events) {
    play(List.of(events));
  }

  /** Logs the events and projects them, in one batch where they are no more than that. */
  public void play(List<LoggedEvent> events) {
    log.append(events);
    project();
  }

  /** Logs and projects the events one by one. */
  public void playSingly(List<LoggedEvent> events) {
    events.forEach(this::play);
  }

  /** Projects whatever is logged. */
  public void project() {
    boolean more = true;
    while (more) {
      more = projector.runOnce();
    }
  }

  /** Settles the profiles of all contacts that something changed about, and ends runs. */
  public void settle() {
    boolean more = true;
    while (more) {
      more = profiles.runOnce();
    }
  }

  /** A number that the database knows. */
  public long count(String sql) {
    return jdbi().withHandle(handle -> count(handle, sql));
  }

  private static long count(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  /** Forgets all events and what followed from them; numbers go on. */
  public void clear() {
    jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  """
                  INSERT INTO event_checkpoint
                  SELECT stream, MAX(seq) FROM event_log GROUP BY stream
                  ON DUPLICATE KEY UPDATE event_checkpoint.seq = VALUES(seq)
                  """);
              for (String table :
                  List.of(
                      "event_log",
                      "event_seen",
                      "event_dead",
                      "visit_session",
                      "page_view",
                      "product_view",
                      "visit_event",
                      "traffic_day",
                      "traffic_hour",
                      "traffic_return",
                      "contact",
                      "identity_statement",
                      "identity_link",
                      "marketing_permission",
                      "cart_return",
                      "cart",
                      "purchase",
                      "visitor_tag",
                      "score_ledger",
                      "profile_act",
                      "contact_change",
                      "profile",
                      "profile_tag",
                      "profile_score",
                      "stage_change",
                      "profile_run",
                      "visit_session_opening",
                      "contact_opening",
                      "identity_statement_opening",
                      "marketing_permission_opening",
                      "cart_opening",
                      "purchase_opening",
                      "event_covered",
                      "erased_visitor",
                      "rebuild_request",
                      "rebuild_run")) {
                handle.execute("DELETE FROM " + table);
              }
            });
  }

  @Override
  public void close() {
    log.close();
    database.close();
  }
}
