package io.piste.anonymous;

import io.piste.anonymous.SiteDay.Waiting;
import io.piste.base.SiteId;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;

/**
 * Counts views that nobody consented to, without knowing who came: by a salt of the site and the
 * day, which is destroyed when the day is over. Counted in memory and written every few seconds; a
 * process that is killed loses what it counted since. Thread-safe; for one process, since two would
 * count a visitor of both twice.
 */
public final class AnonymousVisits {
  /** Figures are kept for 25 months, as the CNIL allows for what is measured. */
  private static final int KEPT_DAYS = 760;

  private static final int SALT_BYTES = 32;

  private final DayTables tables;
  private final InstantSource clock;
  private final Sites sites;
  private final AnonymousSites switched;
  private final SecureRandom random = new SecureRandom();
  private final Map<SiteId, SiteDay> days = new ConcurrentHashMap<>();
  private final ReentrantLock writing = new ReentrantLock();

  /** Reads nothing yet. */
  public AnonymousVisits(Jdbi jdbi, InstantSource clock, Sites sites, AnonymousSites switched) {
    this.tables = new DayTables(jdbi);
    this.clock = clock;
    this.sites = sites;
    this.switched = switched;
  }

  /**
   * Counts a view.
   *
   * @param network of the browser, cut before it came here
   * @param agent what the browser says of itself; goes into the hash and nowhere else
   */
  void count(Site site, long network, String agent, View view) {
    Instant now = clock.instant();
    SiteDay day = day(site, today(site, now));
    day.count(day.hash(network, agent), view, now);
  }

  private SiteDay day(Site site, int today) {
    SiteDay known = days.get(site.id());
    if (known != null && known.day() == today) {
      return known;
    }
    writing.lock();
    try {
      SiteDay still = days.get(site.id());
      if (still != null && still.day() == today) {
        return still;
      }
      if (still != null) {
        end(still);
      }
      byte[] fresh = new byte[SALT_BYTES];
      random.nextBytes(fresh);
      SiteDay opened = tables.open(site.id(), today, fresh);
      days.put(site.id(), opened);
      return opened;
    } finally {
      writing.unlock();
    }
  }

  private static int today(Site site, Instant now) {
    return (int) LocalDate.ofInstant(now, site.timeZone()).toEpochDay();
  }

  /** Writes what was counted; always false: there is no more to do at once. */
  public boolean flush() {
    writing.lock();
    try {
      for (SiteDay day : List.copyOf(days.values())) {
        write(day);
      }
      return false;
    } finally {
      writing.unlock();
    }
  }

  private void write(SiteDay day) {
    Waiting taken = day.take();
    if (taken.isEmpty()) {
      return;
    }
    try {
      tables.write(day, taken);
    } catch (RuntimeException e) {
      day.giveBack(taken);
      throw e;
    }
  }

  /**
   * Ends days that are over, and those of sites that switched it off: their salts and hashes are
   * gone when this returns. Always false.
   */
  public boolean sweep() {
    writing.lock();
    try {
      Instant now = clock.instant();
      for (SiteDay day : new ArrayList<>(days.values())) {
        Site site = sites.find(day.site()).orElse(null);
        if (site == null) {
          days.remove(day.site());
          day.forget();
        } else if (day.day() < today(site, now) || !switched.isOn(site.id())) {
          end(day);
        }
      }
      for (Site site : sites.all()) {
        int today = today(site, now);
        tables.drop(site.id(), switched.isOn(site.id()) ? today : today + 1, today - KEPT_DAYS);
      }
      return false;
    } finally {
      writing.unlock();
    }
  }

  private void end(SiteDay day) {
    write(day);
    days.remove(day.site());
    tables.drop(day.site(), day.day() + 1, 0);
    day.forget();
  }
}
