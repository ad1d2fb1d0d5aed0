package io.piste.limit;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.http.ClientAddress;
import io.piste.privacy.CoarseAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks too often. Windows are whole minutes and days (UTC) of the clock: around the turn of a
 * window twice the limit may pass. Nothing but counts is kept, in memory, in 3.5 MiB whatever comes
 * (docs/adr/0044-limits-count-in-memory.md). Thread-safe, some tens of nanoseconds a call.
 */
public final class Limits {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final LimitSettings settings;
  private final InstantSource clock;
  private final Tally addresses = new Tally(1 << 16);
  private final Tally sites = new Tally(1 << 12);
  private final Tally unknown = new Tally(1 << 12);
  private final Tally visitorMinutes = new Tally(1 << 17);
  private final Tally visitorDays = new Tally(1 << 18);

  /** Begins with nobody having asked for anything. */
  public Limits(LimitSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Counts a request; cheap, and to be asked before the body is read.
   *
   * @throws Problem TOO_MANY_REQUESTS when more came from its network than are taken in a minute
   */
  public void pass(HttpServletRequest request) {
    Optional<InetAddress> from = ClientAddress.of(request);
    if (from.isPresent()) {
      pass(CoarseAddress.of(from.get()));
    }
  }

  /** Counts a request from a network; throws as {@link #pass(HttpServletRequest)} does. */
  void pass(CoarseAddress from) {
    long now = clock.millis();
    if (addresses.add(from.bits(), 1, now / MINUTE) > settings.addressMinute()) {
      throw tooMany("Too many requests come from your network.", now);
    }
  }

  /**
   * Counts events for a site.
   *
   * @throws Problem TOO_MANY_REQUESTS when it gets more than are taken in a minute
   */
  public void pass(SiteId site, int events) {
    long now = clock.millis();
    if (sites.add(site.value(), events, now / MINUTE) > settings.siteMinute()) {
      throw tooMany("This site gets more events than are taken.", now);
    }
  }

  /**
   * Counts a view that nobody consented to, for a site. It fills no room of what was consented to.
   *
   * @throws Problem TOO_MANY_REQUESTS when the site gets more than are taken in a minute
   */
  public void passUnknown(SiteId site) {
    long now = clock.millis();
    if (unknown.add(site.value(), 1, now / MINUTE) > settings.siteMinute()) {
      throw tooMany("This site gets more views than are taken.", now);
    }
  }

  /** Counts events of a visitor; whether a person cannot have made them all. */
  public boolean isFlood(VisitorId visitor, int events) {
    UUID id = visitor.value();
    long key = id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 32);
    long now = clock.millis();
    // Both are counted, also when the first already says yes.
    boolean minute = visitorMinutes.add(key, events, now / MINUTE) > settings.visitorMinute();
    boolean day = visitorDays.add(key, events, now / DAY) > settings.visitorDay();
    return minute || day;
  }

  private static Problem tooMany(String what, long now) {
    Duration untilNextMinute = Duration.ofMillis(MINUTE - Math.floorMod(now, MINUTE));
    return new Problem(
        ProblemCode.TOO_MANY_REQUESTS, what + " Wait, then repeat this request.", untilNextMinute);
  }
}
