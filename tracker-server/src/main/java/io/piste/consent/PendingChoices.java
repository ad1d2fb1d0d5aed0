package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Choices that are in the journal and not yet in the database. What they say goes before what the
 * database says: a withdrawal holds from the moment on that it is here. Bounded; thread-safe.
 */
final class PendingChoices {
  /** At some 500 bytes each; more than this many choices wait only in an attack. */
  static final int MOST = 50_000;

  private record Key(SiteId site, UUID id) {}

  /** What a choice says of a consent id or a visitor: who may go on under what, or nobody. */
  private record Verdict(UUID choice, Optional<ConsentState> state) {}

  private final Map<UUID, JournaledChoice> choices = new ConcurrentHashMap<>();
  private final Map<Key, Verdict> byConsent = new ConcurrentHashMap<>();
  private final Map<Key, Verdict> byVisitor = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();

  boolean isEmpty() {
    return choices.isEmpty();
  }

  boolean isFull() {
    return choices.size() >= MOST;
  }

  /** Moves before anything that was pending stops to be; whoever read in between reads again. */
  long version() {
    return version.get();
  }

  /** From now on the choice holds. */
  void add(JournaledChoice choice) {
    Verdict holds = new Verdict(choice.id(), choice.state());
    Verdict ended = new Verdict(choice.id(), Optional.empty());
    choices.put(choice.id(), choice);
    choice.presented().forEach(visitor -> byVisitor.put(key(choice, visitor), ended));
    Optional.ofNullable(choice.visitor())
        .ifPresent(visitor -> byVisitor.put(key(choice, visitor), holds));
    Optional.ofNullable(choice.previous())
        .ifPresent(previous -> byConsent.put(key(choice, previous), ended));
    byConsent.put(key(choice, choice.id()), holds);
  }

  /** The database says the same now, or the choice was not taken after all. */
  void remove(JournaledChoice choice) {
    version.incrementAndGet();
    visitors(choice).forEach(visitor -> drop(byVisitor, key(choice, visitor), choice.id()));
    Optional.ofNullable(choice.previous())
        .ifPresent(previous -> drop(byConsent, key(choice, previous), choice.id()));
    drop(byConsent, key(choice, choice.id()), choice.id());
    choices.remove(choice.id());
  }

  /** Whether a choice decided on this id: then {@link #state} is all there is to know. */
  boolean decides(SiteId site, ConsentId consent) {
    return byConsent.containsKey(new Key(site, consent.value()));
  }

  /** What holds under an id by the choices here. */
  Optional<ConsentState> state(SiteId site, ConsentId consent) {
    return Optional.ofNullable(byConsent.get(new Key(site, consent.value())))
        .flatMap(Verdict::state);
  }

  /** Whether no choice here put another one in the place of this visitor's consent. */
  boolean lets(ConsentState state) {
    Verdict verdict = byVisitor.get(new Key(state.site(), state.visitor().value()));
    return verdict == null
        || verdict.state().map(newest -> newest.consent().equals(state.consent())).orElse(false);
  }

  /** What a visitor allows by the choices here; empty when none of them is the visitor's. */
  Optional<Set<Purpose>> purposes(SiteId site, VisitorId visitor) {
    return Optional.ofNullable(byVisitor.get(new Key(site, visitor.value())))
        .map(verdict -> verdict.state().map(ConsentState::purposes).orElse(Set.of()));
  }

  private static List<UUID> visitors(JournaledChoice choice) {
    List<UUID> visitors = new ArrayList<>(choice.presented());
    Optional.ofNullable(choice.visitor()).ifPresent(visitors::add);
    return visitors;
  }

  private static Key key(JournaledChoice choice, UUID id) {
    return new Key(choice.siteId(), id);
  }

  /** Not when a later choice has the last word by now. */
  private static void drop(Map<Key, Verdict> from, Key key, UUID choice) {
    from.computeIfPresent(key, (same, verdict) -> verdict.choice().equals(choice) ? null : verdict);
  }
}
