package io.piste.bench;

import io.piste.eventlog.LoggedEvent;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Makes the data: the pattern by the real projection, and copies of its rows. */
final class ProfilesMaking {
  /** Visits of the last hours would not be over yet. */
  private static final Duration QUIET = Duration.ofHours(4);

  private static final int PARTS = 10;

  private final GrowthStore store;
  private final ProfilesPlan plan;
  private final Instant now;
  private final List<ShopPerson> people;
  private final long begun = System.nanoTime();

  /** What is made is that of a moment. */
  ProfilesMaking(GrowthStore store, ProfilesPlan plan, Instant now) {
    this.store = store;
    this.plan = plan;
    this.now = now;
    this.people = people(plan, now);
  }

  /** The people of a copy in data that was made at a moment. */
  static List<ShopPerson> people(ProfilesPlan plan, Instant made) {
    return ShopPeople.until(made.minus(QUIET), plan);
  }

  private Instant end() {
    return now.minus(QUIET);
  }

  /** Fills the main database; the pattern is left beside it. */
  void make() throws Exception {
    project(ShopCopy.pattern(plan.copies()));
    said("the pattern is projected");
    ProfilesSite.add(store.main());
    copies().write(store.main());
    said("its copies are written");
    ProfilesSettling settling = new ProfilesSettling(store.main(), now);
    settling.settleProfiles();
    said("profiles are worked out");
    settling.fillSegments();
    settling.restrictSome();
    said("segments are filled");
  }

  private void said(String what) {
    long seconds = (System.nanoTime() - begun) / 1_000_000_000;
    System.err.println("profiles: after " + seconds + " seconds " + what);
  }

  ProfilesCopies copies() throws IOException, SQLException {
    return store.beside(GrowthStore.SEED).withHandle(handle -> ProfilesCopies.of(handle, plan));
  }

  private void project(ShopCopy copy) throws IOException, SQLException {
    Jdbi jdbi = store.beside(GrowthStore.SEED);
    ProfilesSite.add(jdbi);
    jdbi.useTransaction(handle -> facts(handle, copy).writeContacts());
    store.play(GrowthStore.SEED, events(people, copy, end()));
    jdbi.useTransaction(handle -> facts(handle, copy).write());
  }

  /**
   * Lets everything follow from the events of a copy in a database of their own, as it does in
   * life: profiles and members are worked out again and again, for whom something happened.
   */
  Jdbi live(ShopCopy copy) throws IOException, SQLException {
    String name = GrowthStore.REAL;
    Jdbi jdbi = store.beside(name);
    ProfilesSite.add(jdbi);
    ProfilesSettling settling = new ProfilesSettling(jdbi, now);
    settling.settleInMemory();
    jdbi.useTransaction(handle -> facts(handle, copy).writeContacts());
    List<LoggedEvent> events = events(people, copy, end());
    int part = 1 + events.size() / PARTS;
    for (int i = 0; i < events.size(); i += part) {
      store.log(name, events.subList(i, Math.min(events.size(), i + part)));
      store.projectEvents(name);
      settling.settleInMemory();
    }
    store.leaveCarts(name);
    jdbi.useTransaction(handle -> facts(handle, copy).write());
    settling.noteAll();
    settling.settleInMemory();
    settling.restrictSome();
    return jdbi;
  }

  private ShopFacts facts(Handle handle, ShopCopy copy) {
    return new ShopFacts(handle, people, copy, end());
  }

  /** In order of time. */
  static List<LoggedEvent> events(List<ShopPerson> people, ShopCopy copy, Instant end) {
    List<LoggedEvent> events = new ArrayList<>();
    ShopLife.tell(people, copy, end, events::add);
    events.sort(Comparator.comparing(LoggedEvent::receivedAt));
    return events;
  }
}
