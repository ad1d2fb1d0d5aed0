package io.piste.anonymous;

import io.piste.base.SiteId;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Which sites switched anonymous statistics on: none, unless somebody did. Answered from memory as
 * sites are; {@link #refresh} brings what another process wrote. Thread-safe.
 */
public final class AnonymousSites {
  private static final String ALL = "SELECT site_id FROM anonymous_site";
  private static final String ON =
      "INSERT IGNORE INTO anonymous_site (site_id, since_at) VALUES (:site, :now)";
  private static final String OFF = "DELETE FROM anonymous_site WHERE site_id = :site";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private volatile @Nullable Set<Long> known;

  /** Reads nothing yet. */
  public AnonymousSites(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Whether visits of a site are counted. */
  public boolean isOn(SiteId site) {
    Set<Long> now = known;
    return (now == null ? read() : now).contains(site.value());
  }

  /** Switches it. What was counted stays; who was counted today is forgotten by the next sweep. */
  public void turn(SiteId site, boolean on) {
    jdbi.useHandle(
        handle -> {
          if (on) {
            handle.createUpdate(ON).bind("site", site).bind("now", clock.millis()).execute();
          } else {
            handle.createUpdate(OFF).bind("site", site).execute();
          }
        });
    read();
  }

  /** Reads what is written; always false: there is no more to do at once. */
  public boolean refresh() {
    read();
    return false;
  }

  private Set<Long> read() {
    Set<Long> read =
        jdbi.withHandle(handle -> handle.createQuery(ALL).mapTo(Long.class).list()).stream()
            .collect(Collectors.toUnmodifiableSet());
    known = read;
    return read;
  }
}
