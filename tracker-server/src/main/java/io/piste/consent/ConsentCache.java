package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Consents lately asked for. Those that are asked for all the time are read anew many at once, by
 * {@link #refresh}; the others when they are asked for again. Holds two generations of at most
 * {@code generation} entries: when the young one is full it becomes the old one, and the old one
 * goes. Only consents that exist are kept, so ids made up by strangers take no room. {@link
 * #forget} holds from its return on: an answer that was being read from the database meanwhile is
 * not kept. Thread-safe, no locks on the way of a hit.
 */
final class ConsentCache {
  /** How long a change made by another process may stay unseen. */
  static final Duration FRESH = Duration.ofSeconds(30);

  /** How old what is asked for may get before it is read anew with others. */
  private static final Duration RIPE = Duration.ofSeconds(10);

  private static final int TOGETHER = 500;

  /** A consent id on a site. */
  record Key(SiteId site, ConsentId consent) {
    /** Random by itself, and asked for with every event. */
    @Override
    public int hashCode() {
      return consent.value().hashCode();
    }
  }

  private static final class Entry {
    private final ConsentState state;
    private final Instant readAt;
    // Not exact, and need not be: without it the entry is read when it is asked for again.
    private boolean asked;

    Entry(ConsentState state, Instant readAt) {
      this.state = state;
      this.readAt = readAt;
    }

    ConsentState ask() {
      if (!asked) {
        asked = true;
      }
      return state;
    }

    /** Not what was read in the future: the clock was ahead then, for nobody knows how long. */
    boolean isFresh(Instant now, Duration until) {
      return !now.isBefore(readAt) && now.isBefore(readAt.plus(until));
    }
  }

  private final int generation;
  private final AtomicLong changes = new AtomicLong();
  private volatile ConcurrentHashMap<Key, Entry> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<Key, Entry> old = new ConcurrentHashMap<>();

  ConsentCache(int generation) {
    this.generation = generation;
  }

  /** The state, from memory when it is fresh, else from the database. */
  Optional<ConsentState> get(
      SiteId site, ConsentId consent, Instant now, Supplier<Optional<ConsentState>> database) {
    Key key = new Key(site, consent);
    Entry entry = entry(key);
    if (entry != null && entry.isFresh(now, FRESH)) {
      return Optional.of(entry.ask());
    }
    long before = changes.get();
    Optional<ConsentState> read = database.get();
    if (read.isPresent()) {
      keep(key, new Entry(read.get(), now), before);
    } else {
      drop(key);
    }
    return read;
  }

  /** Reads anew what was asked for since it was read, and is no longer new. */
  void refresh(Instant now, Function<List<Key>, Map<Key, ConsentState>> database) {
    List<Key> ripe = new ArrayList<>();
    for (ConcurrentHashMap<Key, Entry> generation : List.of(young, old)) {
      generation.forEach(
          (key, entry) -> {
            if (entry.asked && !entry.isFresh(now, RIPE)) {
              ripe.add(key);
            }
          });
    }
    for (int from = 0; from < ripe.size(); from += TOGETHER) {
      List<Key> keys = ripe.subList(from, Math.min(from + TOGETHER, ripe.size()));
      long before = changes.get();
      Map<Key, ConsentState> read = database.apply(keys);
      for (Key key : keys) {
        renew(key, read.get(key), now, before);
      }
    }
  }

  /** After a change meanwhile the entry stays as it is, or stays away, and is read another time. */
  private void renew(Key key, @Nullable ConsentState state, Instant now, long before) {
    for (ConcurrentHashMap<Key, Entry> generation : List.of(young, old)) {
      generation.computeIfPresent(
          key,
          (same, present) ->
              changes.get() != before ? present : state == null ? null : new Entry(state, now));
    }
  }

  /** From now on the database is asked again. */
  void forget(SiteId site, ConsentId consent) {
    changes.incrementAndGet();
    drop(new Key(site, consent));
  }

  /** The same for every consent of these visitors. */
  void forgetVisitors(SiteId site, Set<VisitorId> visitors) {
    changes.incrementAndGet();
    for (ConcurrentHashMap<Key, Entry> generation : List.of(young, old)) {
      generation
          .values()
          .removeIf(
              entry -> entry.state.site().equals(site) && visitors.contains(entry.state.visitor()));
    }
  }

  /** The same for every consent of a site. */
  void forgetSite(SiteId site) {
    changes.incrementAndGet();
    for (ConcurrentHashMap<Key, Entry> generation : List.of(young, old)) {
      generation.keySet().removeIf(key -> key.site().equals(site));
    }
  }

  /** What was last read, however long ago; for when the database cannot be asked. */
  Optional<ConsentState> lastKnown(SiteId site, ConsentId consent) {
    return Optional.ofNullable(entry(new Key(site, consent))).map(entry -> entry.state);
  }

  private @Nullable Entry entry(Key key) {
    Entry entry = young.get(key);
    return entry != null ? entry : old.get(key);
  }

  private void keep(Key key, Entry entry, long before) {
    rotateWhenFull();
    // compute() excludes a remove() of the same key: either it comes after this, or changes moved.
    young.compute(key, (same, present) -> changes.get() == before ? entry : null);
  }

  private void drop(Key key) {
    young.remove(key);
    old.remove(key);
  }

  private void rotateWhenFull() {
    if (young.mappingCount() >= generation) {
      synchronized (this) {
        if (young.mappingCount() >= generation) {
          old = young;
          young = new ConcurrentHashMap<>();
        }
      }
    }
  }
}
