package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.db.Faults;
import io.piste.db.Jdbis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Settles the profiles of some contacts of a site: reads what they follow from, works them out,
 * writes what differs, and shows them to those who watch; inside the caller's transaction. Not
 * thread-safe.
 */
final class Settlement {
  private static final String RESTRICTED =
      """
      SELECT id FROM contact
      WHERE id IN (<contacts>) AND created_at > 0 AND restricted_at IS NOT NULL
        AND merged_into IS NULL
      """;
  private static final String NOT_DUE =
      """
      UPDATE profile SET due_at = NULL
      WHERE site_id = :site AND contact_id IN (<contacts>) AND due_at IS NOT NULL
      """;

  private static final Duration SOON = Duration.ofSeconds(1);

  private final List<PersonWatch> watches;
  private final Faults faults;
  private final Map<SiteId, RuleBook> books = new HashMap<>();

  /** Why profiles are settled. */
  enum Occasion {
    /** Something changed, or time passed: those who watch are shown everybody. */
    CHANGE,
    /** Everybody is worked out anew: those who watch are shown whose rows changed. */
    RUN
  }

  private Instant now = Instant.EPOCH;

  /** Shows people to those who watch; the faults are those of sites' rules. */
  Settlement(List<PersonWatch> watches, Faults faults) {
    this.watches = List.copyOf(watches);
    this.faults = faults;
  }

  /** Sets the time at which people are settled. */
  Settlement at(Instant time) {
    now = time;
    return this;
  }

  /** What is asked for about people of a site, the same for all of them. */
  record Asked(SiteId site, RuleBook book, Set<ActKind> acts) {}

  /** Some people with what was found out about them; it stays as it is, so it can be used again. */
  record Loaded(
      Asked asked, Map<ContactId, Facts> facts, Set<ContactId> gone, StoredProfiles stored) {
    /** The one with the highest number. */
    ContactId last() {
      return Stream.concat(facts.keySet().stream(), gone.stream())
          .max(Comparator.comparingLong(ContactId::value))
          .orElseThrow();
    }
  }

  /**
   * Reads the rules of a site, and what those who watch want to see; empty for a while once the
   * rules could not be read, as when a newer version wrote them.
   */
  Optional<Asked> ask(Handle handle, SiteId site) {
    if (faults.isResting(site.value())) {
      return Optional.empty();
    }
    try {
      Set<ActKind> wanted = EnumSet.noneOf(ActKind.class);
      watches.forEach(watch -> wanted.addAll(watch.acts(handle, site)));
      return Optional.of(new Asked(site, book(handle, site), wanted));
    } catch (RuntimeException e) {
      faults.note(site.value(), e);
      return Optional.empty();
    }
  }

  /** Reads what profiles follow from, and what is stored. Several threads may, at a time. */
  static Loaded load(Handle handle, Asked asked, Collection<ContactId> contacts) {
    Map<ContactId, Facts> facts =
        new FactsReader(handle, asked.site(), asked.book(), asked.acts()).read(contacts);
    Set<ContactId> gone = new HashSet<>(contacts);
    gone.removeAll(facts.keySet());
    List<Score> scores = asked.book().rules().scores();
    return new Loaded(
        asked, facts, gone, StoredProfiles.read(handle, asked.site(), facts.keySet(), scores));
  }

  /** Settles some people whom something changed about. */
  long settle(Handle handle, Asked asked, Collection<ContactId> contacts) {
    return write(handle, load(handle, asked, contacts), Occasion.CHANGE);
  }

  /** Writes what differs and answers how many rows were not what they should be. */
  long write(Handle handle, Loaded loaded, Occasion occasion) {
    SiteId site = loaded.asked().site();
    RuleBook book = loaded.asked().book();
    Map<ContactId, Facts> all = loaded.facts();
    leave(handle, site, loaded.gone());
    if (all.isEmpty()) {
      return 0;
    }
    Map<ContactId, StoredProfiles.Row> stored = loaded.stored().profiles;
    ProfileRows rows = new ProfileRows(handle, site, now, loaded.stored());
    List<Person> people = new ArrayList<>(all.size());
    Map<ContactId, Instant> due = new HashMap<>();
    for (Facts facts : all.values()) {
      Fold.Folded folded = Fold.of(book, facts, now);
      StoredProfiles.Row was = stored.get(facts.contact);
      Stage set = was != null && was.byHand() ? was.stage() : null;
      Profile profile = set == null ? folded.profile() : folded.profile().at(set);
      rows.become(facts.contact, profile);
      due.put(facts.contact, set == null ? folded.until() : Instant.MAX);
      people.add(new Person(site, facts.contact, facts.spans, facts.acts, profile));
    }
    rows.dropTheRest();
    Set<ContactId> shown = occasion == Occasion.CHANGE ? all.keySet() : rows.changed();
    show(handle, site, people.stream().filter(who -> shown.contains(who.contact())).toList(), due);
    for (Person person : people) {
      Instant next = later(due.getOrDefault(person.contact(), Instant.MAX));
      StoredProfiles.Row was = stored.get(person.contact());
      if (was != null && !shown.contains(person.contact())) {
        next = earlier(next, was.dueAt());
      }
      rows.due(person.contact(), person.profile().stage(), next.equals(Instant.MAX) ? null : next);
    }
    return rows.write();
  }

  /** Shows people to those who watch, and notes when they want to see them again. */
  private void show(Handle handle, SiteId site, List<Person> people, Map<ContactId, Instant> due) {
    if (people.isEmpty()) {
      return;
    }
    for (PersonWatch watch : watches) {
      watch
          .see(handle, site, people, now)
          .forEach((contact, at) -> due.merge(contact, at, Settlement::earlier));
    }
  }

  /** Takes those out whom nothing may be derived of: what is stored of the restricted stays. */
  private void leave(Handle handle, SiteId site, Collection<ContactId> gone) {
    if (gone.isEmpty()) {
      return;
    }
    Set<ContactId> restricted =
        handle
            .createQuery(RESTRICTED)
            .bindList("contacts", Jdbis.padded(gone))
            .mapTo(ContactId.class)
            .set();
    Set<ContactId> others = new HashSet<>(gone);
    others.removeAll(restricted);
    ProfileRows.forget(handle, site, others);
    if (!restricted.isEmpty()) {
      handle
          .createUpdate(NOT_DUE)
          .bind("site", site)
          .bindList("contacts", Jdbis.padded(restricted))
          .execute();
    }
    watches.forEach(watch -> watch.left(handle, site, gone));
  }

  /** Rules are read every time, and made ready anew only when they are others. */
  private RuleBook book(Handle handle, SiteId site) {
    Rules rules = Rules.of(handle, site);
    RuleBook known = books.get(site);
    if (known != null && known.rules().equals(rules)) {
      return known;
    }
    RuleBook book = new RuleBook(rules);
    books.put(site, book);
    return book;
  }

  /** What should have been looked at already is not looked at again and again. */
  private Instant later(Instant due) {
    return due.isAfter(now) ? due : now.plus(SOON);
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }
}
