package io.piste.anonymous;

import io.piste.base.SiteId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One day of one site in memory: its salt, who was seen, and what was counted since it was last
 * written. Thread-safe. Bounded: {@link #MOST_BROWSERS} browsers and {@link #MOST_VALUES} values of
 * a kind; what comes above is counted as views, or under a star.
 */
final class SiteDay {
  static final int MOST_BROWSERS = 200_000;
  static final int MOST_VALUES = 1_000;
  static final String REST = "*";
  private static final long PAUSE = Duration.ofMinutes(30).toMillis();
  private static final String HASH = "HmacSHA256";

  /** Views and visits, and visitors where they are counted. */
  static final class Sum {
    long views;
    long visits;
    long visitors;
  }

  /** A value of a kind. */
  record Value(Kind kind, String value) {}

  /** What is not in the tables yet. */
  record Waiting(Map<Long, Long> seen, Map<Instant, Sum> hours, Map<Value, Sum> values) {
    boolean isEmpty() {
      return hours.isEmpty();
    }
  }

  private final SiteId site;
  private final int day;
  private final byte[] salt;
  private final Map<Long, Long> seen = new HashMap<>();
  private final Map<Kind, Set<String>> values = new EnumMap<>(Kind.class);
  private Waiting waiting = nothing();

  SiteDay(SiteId site, int day, byte[] salt) {
    this.site = site;
    this.day = day;
    this.salt = salt.clone();
    for (Kind kind : Kind.values()) {
      values.put(kind, new HashSet<>());
    }
  }

  SiteId site() {
    return site;
  }

  int day() {
    return day;
  }

  private static Waiting nothing() {
    return new Waiting(new HashMap<>(), new HashMap<>(), new HashMap<>());
  }

  /** What the tables hold of the day already. */
  synchronized void recall(Map<Long, Long> browsers, Map<Kind, Set<String>> counted) {
    seen.putAll(browsers);
    counted.forEach((kind, all) -> values.getOrDefault(kind, new HashSet<>()).addAll(all));
  }

  /**
   * The number of a browser on this day: the same for two browsers of one network that say the same
   * of themselves, another one tomorrow and on any other site.
   */
  long hash(long network, String agent) {
    try {
      Mac mac = Mac.getInstance(HASH);
      synchronized (this) {
        mac.init(new SecretKeySpec(salt, HASH));
      }
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(network).flip());
      return ByteBuffer.wrap(mac.doFinal(agent.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HASH, e);
    }
  }

  /** Counts a view of a browser. */
  synchronized void count(long hash, View view, Instant at) {
    Long last = seen.get(hash);
    boolean known = last != null;
    boolean room = known || seen.size() < MOST_BROWSERS;
    boolean visit = room && (last == null || at.toEpochMilli() - last > PAUSE);
    if (room) {
      long minute = at.truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
      seen.put(hash, minute);
      waiting.seen().put(hash, minute);
    }
    Sum hour = waiting.hours().computeIfAbsent(at.truncatedTo(ChronoUnit.HOURS), key -> new Sum());
    hour.views++;
    hour.visits += visit ? 1 : 0;
    hour.visitors += room && !known ? 1 : 0;
    view.values()
        .forEach(
            (kind, value) -> {
              Sum sum =
                  waiting
                      .values()
                      .computeIfAbsent(new Value(kind, fitted(kind, value)), key -> new Sum());
              sum.views++;
              sum.visits += visit ? 1 : 0;
            });
  }

  private String fitted(Kind kind, String value) {
    Set<String> known = values.get(kind);
    if (known == null || known.contains(value)) {
      return value;
    }
    if (known.size() >= MOST_VALUES) {
      return REST;
    }
    known.add(value);
    return value;
  }

  /** Takes what waits to be written; it is handed back by {@link #giveBack} when it was not. */
  synchronized Waiting take() {
    Waiting taken = waiting;
    waiting = nothing();
    return taken;
  }

  /** What could not be written waits again. */
  synchronized void giveBack(Waiting taken) {
    taken.seen().forEach(waiting.seen()::putIfAbsent);
    taken.hours().forEach((hour, sum) -> add(waiting.hours(), hour, sum));
    taken.values().forEach((value, sum) -> add(waiting.values(), value, sum));
  }

  private static <K> void add(Map<K, Sum> sums, K key, Sum more) {
    Sum sum = sums.computeIfAbsent(key, k -> new Sum());
    sum.views += more.views;
    sum.visits += more.visits;
    sum.visitors += more.visitors;
  }

  /** The day is over: nobody can be told apart by this salt any more. */
  synchronized void forget() {
    Arrays.fill(salt, (byte) 0);
    seen.clear();
  }
}
