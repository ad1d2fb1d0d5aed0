package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.token.ConnectorToken;
import io.piste.token.ConnectorTokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all connectors, answered from memory as sites are: our own changes count at once,
 * those of another process after the next {@link #refresh}. When the database is away the keys
 * known last go on being good. Thread-safe.
 */
public final class ConnectorKeys {
  /** How long a key stays good after another took its place. */
  public static final Duration OLD_KEY_LASTS = Duration.ofHours(24);

  private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

  /** Whoever made a key beside the server may use it at once; nobody makes us read all the time. */
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

  /** A key that is lent ends by itself when whoever borrowed it dies. */
  private static final Duration LENT_FOR = Duration.ofMinutes(2);

  private static final int LONGEST_TOKEN = 2000;
  private static final int MOST_PASSING = 10_000;
  private static final int LONGEST_NAME = 60;
  private static final int MOST_KEYS = 100;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Sites sites;
  private final ConnectorTokens tokens;
  private final ReentrantLock reading = new ReentrantLock();
  private final ConcurrentMap<Long, Instant> used = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, ConnectorToken> passing = new ConcurrentHashMap<>();
  private volatile @Nullable Known known;

  private record Known(Map<Long, ConnectorKey> keys, Instant readAt) {}

  /** Reads nothing yet. */
  public ConnectorKeys(Jdbi jdbi, InstantSource clock, Sites sites, ConnectorTokens tokens) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.sites = sites;
    this.tokens = tokens;
  }

  /** All keys of a site that were ever made, the newest first. */
  public List<ConnectorKey> ofSite(SiteId site) {
    return jdbi.withHandle(handle -> ConnectorKeyRows.ofSite(handle, site));
  }

  /**
   * Makes a key.
   *
   * @param name for people, 1 to 60 characters
   * @param scopes at least one
   * @throws Problem BAD_REQUEST when name or scopes are not right, or the site has 100 good keys
   */
  public NewKey make(Site site, String name, Set<Scope> scopes) {
    String stripped = name.strip();
    if (stripped.isEmpty() || stripped.length() > LONGEST_NAME) {
      throw new Problem(ProblemCode.BAD_REQUEST, "name: expected a text of 1 to 60 characters");
    }
    if (scopes.isEmpty()) {
      throw new Problem(ProblemCode.BAD_REQUEST, "scopes: expected at least one");
    }
    return inTransaction(handle -> insert(handle, site, stripped, scopes, null));
  }

  /**
   * A new key with the name and scopes of another, which ends after 24 hours; empty when that one
   * is not the site's or not good any more.
   */
  public Optional<NewKey> rotate(Site site, long number) {
    Instant now = clock.instant();
    return inTransaction(
        handle ->
            ConnectorKeyRows.endBy(handle, site.id(), number, now, now.plus(OLD_KEY_LASTS))
                .filter(old -> old.keyVersion() == site.keyVersion())
                .map(old -> insert(handle, site, old.name(), old.scopes(), null)));
  }

  /** Lends a key to a piece of work, for at most 2 minutes; nothing is left of it afterwards. */
  public <T> T lend(Site site, Set<Scope> scopes, Function<String, T> work) {
    Instant ends = clock.instant().plus(LENT_FOR);
    NewKey lent = inTransaction(handle -> insert(handle, site, "Lent", scopes, ends));
    try {
      return work.apply(lent.token());
    } finally {
      jdbi.useTransaction(handle -> ConnectorKeyRows.remove(handle, lent.key().number()));
      read();
    }
  }

  /** Makes a key useless at once; false when it is not the site's or was revoked before. */
  public boolean revoke(SiteId site, long number) {
    return inTransaction(handle -> ConnectorKeyRows.revoke(handle, site, number, clock.instant()));
  }

  /** The key behind what somebody presents; empty unless it is good now. */
  public Optional<ConnectorKey> good(String token) {
    return tokens.verify(token).flatMap(this::good);
  }

  /**
   * Whether a key lets whoever brings it pass on visitors of a host, which must be one of its
   * site's; notes its use. A key that was good once costs a look into memory.
   */
  public boolean passesOn(String token, String host) {
    if (token.length() > LONGEST_TOKEN) {
      return false;
    }
    ConnectorToken said = passing.get(token);
    if (said == null) {
      said = tokens.verify(token).orElse(null);
    }
    Optional<ConnectorKey> key =
        Optional.ofNullable(said)
            .flatMap(this::good)
            .filter(row -> row.has(Scope.PROXY))
            .filter(row -> sites.find(row.site()).filter(site -> site.ownsHost(host)).isPresent());
    if (said == null || key.isEmpty()) {
      return false;
    }
    // Few sites pass visitors on; and keys that are good no more are asked about again each time.
    if (passing.size() < MOST_PASSING) {
      passing.putIfAbsent(token, said);
    }
    used(key.get());
    return true;
  }

  /** Notes that a key was used; written by the next refresh, at most once a minute for each key. */
  public void used(ConnectorKey key) {
    Instant last = key.usedAt();
    Instant now = clock.instant();
    if (last == null || !now.isBefore(last.plus(USE_IS_NOTED_EVERY))) {
      used.put(key.number(), now);
    }
  }

  /** Writes what was used and reads all keys anew; always false: nothing is left to do. */
  public boolean refresh() {
    for (Long number : used.keySet()) {
      Instant at = used.remove(number);
      if (at != null) {
        jdbi.useHandle(handle -> ConnectorKeyRows.used(handle, number, at));
      }
    }
    read();
    return false;
  }

  private Optional<ConnectorKey> good(ConnectorToken token) {
    ConnectorKey key = find(token.number());
    return Optional.ofNullable(key)
        .filter(
            row ->
                sites
                    .find(row.site())
                    .filter(site -> site.publicId().equals(token.publicId()))
                    .filter(site -> row.isGood(clock.instant(), site.keyVersion()))
                    .isPresent());
  }

  private @Nullable ConnectorKey find(long number) {
    Known now = known;
    if (now == null) {
      now = read();
    }
    ConnectorKey key = now.keys().get(number);
    boolean old = !clock.instant().isBefore(now.readAt().plus(LOOK_AGAIN_AFTER));
    return key == null && old ? read().keys().get(number) : key;
  }

  private NewKey insert(
      Handle handle, Site site, String name, Set<Scope> scopes, @Nullable Instant ends) {
    Instant now = clock.instant();
    if (ConnectorKeyRows.countGood(handle, site, now) >= MOST_KEYS) {
      throw new Problem(
          ProblemCode.BAD_REQUEST, "The site has " + MOST_KEYS + " keys: revoke one first.");
    }
    ConnectorKey key =
        ConnectorKeyRows.insert(
            handle,
            new ConnectorKey(0, site.id(), name, scopes, site.keyVersion(), now, null, ends, null));
    ConnectorToken token = new ConnectorToken(site.publicId(), key.number());
    return new NewKey(key, tokens.issue(token, ConnectorKeyRows.words(scopes), now, ends));
  }

  /** What was written counts here before the caller is told. */
  private <T> T inTransaction(Function<Handle, T> work) {
    T done = jdbi.inTransaction(work::apply);
    read();
    return done;
  }

  /** One reader at a time: who read before a change must not overwrite what was read behind it. */
  private Known read() {
    reading.lock();
    try {
      Instant now = clock.instant();
      Known fresh =
          new Known(
              jdbi.withHandle(handle -> ConnectorKeyRows.good(handle, now)).stream()
                  .collect(Collectors.toUnmodifiableMap(ConnectorKey::number, Function.identity())),
              now);
      known = fresh;
      return fresh;
    } finally {
      reading.unlock();
    }
  }
}
