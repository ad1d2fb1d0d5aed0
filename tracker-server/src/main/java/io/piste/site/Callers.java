package io.piste.site;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Which pages asked for what lately, by minute and for an hour: who installs a site sees how far it
 * gets before the first event. Counted in memory and added to the table by {@link #flush}; a
 * process that is killed loses what was counted since. Strangers choose the origins, so only so
 * many different ones are counted between two flushes, and the others not at all. Thread-safe.
 */
public final class Callers {
  /** What they asked for. */
  public enum Call {
    /** The banner asked for its text: the scripts run, and reach the server. */
    TEXT_ASKED,
    /** A visitor chose, whatever it was. */
    CHOICE_MADE,
    /** The page's origin is not on the site's list. */
    ORIGIN_REFUSED;

    /** In the table. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Stands in the user agent of our own check, whose requests are none of a page. */
  public static final String CHECK = "Piste-Install-Check";

  /** How long it can be read. */
  public static final Duration KEPT = Duration.ofHours(1);

  /** Between two flushes. */
  private static final int MOST = 1_000;

  private static final int LONGEST_ORIGIN = 255;
  private static final String ADD =
      """
      INSERT INTO recent_arrival (site_id, minute_at, what, origin, times)
      VALUES (:site, :minute, :what, :origin, :times)
      ON DUPLICATE KEY UPDATE times = recent_arrival.times + VALUES(times)
      """;
  private static final String FORGET =
      "DELETE FROM recent_arrival WHERE minute_at < :old LIMIT 5000";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final ConcurrentMap<Counted, Long> counts = new ConcurrentHashMap<>();

  private record Counted(long site, String what, String origin) {}

  private record Addition(Counted of, long times) {}

  Callers(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Counts a request by the origin that it names; not one of our own check. */
  public void count(HttpServletRequest request, Site site, Call call) {
    if (!isCheck(request)) {
      add(new Counted(site.id().value(), call.word(), known(request.getHeader("Origin"))), 1);
    }
  }

  /** Whether our own check asks, and no page. */
  public static boolean isCheck(HttpServletRequest request) {
    String agent = request.getHeader("User-Agent");
    return agent != null && agent.contains(CHECK);
  }

  private void add(Counted counted, long times) {
    if (counts.size() < MOST || counts.containsKey(counted)) {
      counts.merge(counted, times, Long::sum);
    }
  }

  /** Adds what was counted to the present minute, and forgets what is too old. Always false. */
  public boolean flush() {
    List<Addition> additions = new ArrayList<>();
    for (Counted counted : counts.keySet()) {
      Long times = counts.remove(counted);
      if (times != null) {
        additions.add(new Addition(counted, times));
      }
    }
    try {
      jdbi.useTransaction(handle -> write(handle, additions));
    } catch (RuntimeException e) {
      additions.forEach(addition -> add(addition.of(), addition.times()));
      throw e;
    }
    return false;
  }

  private void write(Handle handle, List<Addition> additions) {
    if (additions.isEmpty()) {
      return;
    }
    handle.createUpdate(FORGET).bind("old", clock.instant().minus(KEPT).toEpochMilli()).execute();
    long minute = clock.instant().truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
    PreparedBatch batch = handle.prepareBatch(ADD);
    for (Addition addition : additions) {
      batch
          .bind("site", addition.of().site())
          .bind("minute", minute)
          .bind("what", addition.of().what())
          .bind("origin", addition.of().origin())
          .bind("times", addition.times())
          .add();
    }
    batch.execute();
  }

  /** What strangers write is kept only where it looks like an origin. */
  private static String known(@Nullable String origin) {
    if (origin == null || origin.length() > LONGEST_ORIGIN) {
      return "";
    }
    return WebAddress.parse(origin).filter(web -> web.origin().equals(origin)).isPresent()
        ? origin
        : "";
  }
}
