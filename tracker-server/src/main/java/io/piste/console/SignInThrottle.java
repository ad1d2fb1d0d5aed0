package io.piste.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after five failures for one account from one address, or thirty from one
 * address, a pause that doubles with each further failure, up to 15 minutes. Remembers the latest
 * 10,000 pairs in memory, so a restart forgets; it also forgets after an hour of peace.
 * Thread-safe.
 */
final class SignInThrottle {
  private static final int MOST_ENTRIES = 10_000;
  private static final int FREE_PER_ACCOUNT = 5;
  private static final int FREE_PER_ADDRESS = 30;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final Duration PEACE = Duration.ofHours(1);

  private record Failures(int failures, Instant last, Instant until) {}

  private record Key(String account, String address) {}

  private final InstantSource clock;
  private final Map<Key, Failures> entries =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
          return size() > MOST_ENTRIES;
        }
      };

  SignInThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** How long to wait before the next attempt; zero when it may be made now. */
  synchronized Duration pause(String account, String address) {
    Duration perAccount = pause(new Key(account, address));
    Duration perAddress = pause(new Key("", address));
    return perAccount.compareTo(perAddress) > 0 ? perAccount : perAddress;
  }

  /** Counts a wrong password. */
  synchronized void failed(String account, String address) {
    count(new Key(account, address), FREE_PER_ACCOUNT);
    count(new Key("", address), FREE_PER_ADDRESS);
  }

  /** Forgets the failures of the account from this address. */
  synchronized void succeeded(String account, String address) {
    entries.remove(new Key(account, address));
  }

  synchronized int size() {
    return entries.size();
  }

  private Duration pause(Key key) {
    Failures entry = entries.get(key);
    if (entry == null || !entry.until().isAfter(clock.instant())) {
      return Duration.ZERO;
    }
    return Duration.between(clock.instant(), entry.until());
  }

  private void count(Key key, int free) {
    Instant now = clock.instant();
    Failures before = entries.get(key);
    int earlier = before == null || before.last().plus(PEACE).isBefore(now) ? 0 : before.failures();
    int failures = earlier + 1;
    entries.put(key, new Failures(failures, now, now.plus(pauseAfter(failures - free))));
  }

  private static Duration pauseAfter(int beyond) {
    if (beyond < 0) {
      return Duration.ZERO;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(beyond, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
