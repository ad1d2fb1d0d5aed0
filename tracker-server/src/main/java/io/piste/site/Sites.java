package io.piste.site;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/**
 * The sites of this installation, answered from memory: every event asks for one. Our own writes
 * refresh the memory at once, {@link #refresh} (called every few seconds) brings those of another
 * process. When the database is away the last known sites go on being answered. Thread-safe.
 */
public final class Sites {
  private static final String SELECT_SITES = "SELECT * FROM site ORDER BY name, id";
  private static final String SELECT_ORIGINS =
      "SELECT site_id, origin FROM site_origin ORDER BY site_id, origin";
  private static final String INSERT_SITE =
      """
      INSERT INTO site (public_id, name, language, time_zone, tracker_url, cookie_domain,
        restore_url, privacy_url, sender_name, sender_email, postal_address, cart_recovery,
        key_version, created_at)
      VALUES (:publicId, :name, :language, :timeZone, :trackerUrl, :cookieDomain,
        :restoreUrl, :privacyUrl, :senderName, :senderEmail, :postalAddress, :cartRecovery,
        1, :now)
      """;
  private static final String UPDATE_SITE =
      """
      UPDATE site SET name = :name, language = :language, time_zone = :timeZone,
        tracker_url = :trackerUrl, cookie_domain = :cookieDomain, restore_url = :restoreUrl,
        privacy_url = :privacyUrl, sender_name = :senderName, sender_email = :senderEmail,
        postal_address = :postalAddress, cart_recovery = :cartRecovery, key_version = :keyVersion
      WHERE id = :id
      """;
  private static final String DELETE_ORIGINS = "DELETE FROM site_origin WHERE site_id = :id";
  private static final String INSERT_ORIGIN =
      "INSERT INTO site_origin (site_id, origin) VALUES (:id, :origin)";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Callers callers;
  private volatile @Nullable Known known;

  /** Reads nothing yet. */
  public Sites(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.callers = new Callers(jdbi, clock);
  }

  /** Which of their pages asked for what lately. */
  public Callers callers() {
    return callers;
  }

  /** The site that pages name so. */
  public Optional<Site> byPublicId(String publicId) {
    return Optional.ofNullable(known().byPublicId().get(publicId));
  }

  /**
   * The site of a number that our own rows hold; {@link NoSuchElementException} when it is gone.
   */
  public Site byId(SiteId id) {
    Site site = known().byId().get(id);
    if (site == null) {
      throw new NoSuchElementException("no site " + id);
    }
    return site;
  }

  /** The site of a number that may be gone. */
  public Optional<Site> find(SiteId id) {
    return Optional.ofNullable(known().byId().get(id));
  }

  /** All of them, by name. */
  public List<Site> all() {
    return known().all();
  }

  /** Adds a site; {@link Problem} BAD_REQUEST naming every mistake when it is not right. */
  public Site add(NewSite site) {
    refuseMistakes(site);
    String publicId = randomPublicId();
    SiteId id =
        jdbi.inTransaction(
            handle -> {
              long key =
                  bind(handle.createUpdate(INSERT_SITE), site)
                      .bind("publicId", publicId)
                      .bind("now", clock.millis())
                      .executeAndReturnGeneratedKeys("id")
                      .mapTo(Long.class)
                      .one();
              writeOrigins(handle, key, site.origins());
              return new SiteId(key);
            });
    refresh();
    return byId(id);
  }

  /** Writes the settings of a site; {@link Problem} BAD_REQUEST when they are not right. */
  public void save(Site site) {
    NewSite wanted = NewSite.like(site);
    refuseMistakes(wanted);
    jdbi.useTransaction(
        handle -> {
          bind(handle.createUpdate(UPDATE_SITE), wanted)
              .bind("id", site.id().value())
              .bind("keyVersion", site.keyVersion())
              .execute();
          handle.createUpdate(DELETE_ORIGINS).bind("id", site.id().value()).execute();
          writeOrigins(handle, site.id().value(), wanted.origins());
        });
    refresh();
  }

  /** Reads all sites anew; false, for it is a loop's step with nothing left to do. */
  public boolean refresh() {
    known = jdbi.inTransaction(Sites::read);
    return false;
  }

  private Known known() {
    Known now = known;
    if (now == null) {
      now = jdbi.inTransaction(Sites::read);
      known = now;
    }
    return now;
  }

  private static void refuseMistakes(NewSite site) {
    List<SiteMistake> mistakes = site.mistakes();
    if (!mistakes.isEmpty()) {
      throw new Problem(
          ProblemCode.BAD_REQUEST,
          mistakes.stream().map(SiteMistake::toString).collect(Collectors.joining("; ")));
    }
  }

  private String randomPublicId() {
    byte[] bytes = new byte[9];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static <S extends SqlStatement<S>> S bind(S statement, NewSite site) {
    return statement
        .bind("name", site.name())
        .bind("language", site.language())
        .bind("timeZone", site.timeZone().getId())
        .bind("trackerUrl", site.trackerUrl())
        .bind("cookieDomain", site.cookieDomain())
        .bind("restoreUrl", site.restoreUrl())
        .bind("privacyUrl", site.privacyUrl())
        .bind("senderName", site.senderName())
        .bind("senderEmail", site.senderEmail())
        .bind("postalAddress", site.postalAddress())
        .bind("cartRecovery", site.cartRecovery());
  }

  private static void writeOrigins(Handle handle, long id, List<String> origins) {
    for (String origin : origins) {
      handle.createUpdate(INSERT_ORIGIN).bind("id", id).bind("origin", origin).execute();
    }
  }

  private static Known read(Handle handle) {
    Map<Long, List<String>> origins = new HashMap<>();
    handle
        .createQuery(SELECT_ORIGINS)
        .map((row, context) -> Map.entry(row.getLong("site_id"), row.getString("origin")))
        .forEach(
            entry ->
                origins
                    .computeIfAbsent(entry.getKey(), id -> new ArrayList<>())
                    .add(entry.getValue()));
    return Known.of(handle.createQuery(SELECT_SITES).map(siteMapper(origins)).list());
  }

  private static RowMapper<Site> siteMapper(Map<Long, List<String>> origins) {
    return (row, context) ->
        new Site(
            new SiteId(row.getLong("id")),
            row.getString("public_id"),
            row.getString("name"),
            row.getString("language"),
            ZoneId.of(row.getString("time_zone")),
            row.getString("tracker_url"),
            row.getString("cookie_domain"),
            row.getString("restore_url"),
            row.getString("privacy_url"),
            row.getString("sender_name"),
            row.getString("sender_email"),
            row.getString("postal_address"),
            row.getBoolean("cart_recovery"),
            row.getInt("key_version"),
            origins.getOrDefault(row.getLong("id"), List.of()));
  }

  private record Known(List<Site> all, Map<SiteId, Site> byId, Map<String, Site> byPublicId) {
    static Known of(List<Site> all) {
      return new Known(
          List.copyOf(all),
          all.stream().collect(Collectors.toUnmodifiableMap(Site::id, Function.identity())),
          all.stream().collect(Collectors.toUnmodifiableMap(Site::publicId, Function.identity())));
    }
  }
}
