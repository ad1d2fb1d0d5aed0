package io.piste.consent;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How each site asks for consent. What is published is answered from memory, as sites are: our own
 * publications show at once, {@link #refresh} brings those of another process. A publication never
 * changes; a draft is one row that does. Thread-safe.
 */
public final class ConsentSetups {
  private static final String SELECT_NEWEST =
      """
      SELECT s.site_id, s.revision, s.version, s.published_at, s.body FROM consent_setup s
      JOIN (SELECT site_id, MAX(revision) AS revision FROM consent_setup GROUP BY site_id) newest
        ON newest.site_id = s.site_id AND newest.revision = s.revision
      """;
  private static final String SELECT_ALL =
      """
      SELECT revision, version, body, hash, material, published_at, published_by
      FROM consent_setup WHERE site_id = :site ORDER BY revision DESC
      """;
  private static final String SELECT_TEXTS =
      """
      SELECT hash, language, version, created_at FROM consent_text WHERE site_id = :site
      ORDER BY created_at DESC, language LIMIT 200
      """;
  private static final String SELECT_DRAFT =
      "SELECT body, saved_at, saved_by FROM consent_draft WHERE site_id = :site";
  private static final String SAVE_DRAFT =
      """
      INSERT INTO consent_draft (site_id, body, saved_at, saved_by)
      VALUES (:site, :body, :now, :by)
      ON DUPLICATE KEY UPDATE body = VALUE(body), saved_at = VALUE(saved_at),
        saved_by = VALUE(saved_by)
      """;
  private static final String DROP_DRAFT = "DELETE FROM consent_draft WHERE site_id = :site";
  private static final String PUBLISH =
      """
      INSERT INTO consent_setup (site_id, revision, version, body, hash, material, published_at,
        published_by)
      VALUES (:site, :revision, :version, :body, :hash, :material, :now, :by)
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Consents consents;
  private final Published usual;
  private volatile @Nullable Map<SiteId, Published> published;

  /** Reads nothing yet. */
  public ConsentSetups(
      Jdbi jdbi, InstantSource clock, Consents consents, ConsentSettings settings) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.consents = consents;
    this.usual = Published.usual(settings.days());
  }

  /** What is being edited and holds for nobody yet. */
  public record Draft(ConsentSetup setup, Instant savedAt, String savedBy) {
    /** Says whether two people look at the same draft. */
    public String fingerprint() {
      return ConsentText.sha256(setup.written());
    }
  }

  /** A text as pages were shown it, and when first. */
  public record ServedText(String hash, String language, int version, Instant at) {}

  /** A publication on record. */
  public record Publication(
      Published published, String hash, boolean material, Instant at, String by) {}

  /** What a site asks now; what the program brings before anything was published. */
  public Published of(SiteId site) {
    Map<SiteId, Published> known = published;
    if (known == null) {
      known = read();
      published = known;
    }
    Published found = known.get(site);
    return found == null ? usual : found;
  }

  /** What the program brings. */
  public ConsentSetup usual() {
    return usual.setup();
  }

  /** Whether nothing may be asked and nothing tracked on a site (rule C17). */
  public boolean isForMinors(SiteId site) {
    return of(site).setup().minors();
  }

  /** Reads all of them anew; false, for it is a loop's step with nothing left to do. */
  public boolean refresh() {
    published = read();
    return false;
  }

  /** What is being edited. */
  public Optional<Draft> draft(SiteId site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT_DRAFT)
                .bind("site", site)
                .map(
                    (row, context) ->
                        new Draft(
                            ConsentSetup.read(row.getString("body")),
                            Instant.ofEpochMilli(row.getLong("saved_at")),
                            row.getString("saved_by")))
                .findOne());
  }

  /** Keeps what was edited; nothing changes for visitors. It need not be right yet. */
  public void save(SiteId site, ConsentSetup setup, String by) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(SAVE_DRAFT)
                .bind("site", site)
                .bind("body", setup.written())
                .bind("now", clock.instant())
                .bind("by", by)
                .execute());
  }

  /** Forgets what was edited. */
  public void drop(SiteId site) {
    jdbi.useHandle(handle -> handle.createUpdate(DROP_DRAFT).bind("site", site).execute());
  }

  /**
   * Puts a draft in force.
   *
   * @param asMinor whether its editor says that nobody has to be asked again
   * @throws Problem BAD_REQUEST when it is not right, or calls minor what is not (rule C8)
   */
  public Published publish(SiteId site, Draft draft, boolean asMinor, String by) {
    if (!SetupRules.mistakes(draft.setup()).isEmpty()) {
      throw new Problem(ProblemCode.BAD_REQUEST, "The draft has mistakes: mend them first.");
    }
    Published made =
        jdbi.inTransaction(
            handle -> {
              Published before = newest(handle, site);
              boolean known =
                  SetupChanges.between(before.setup(), draft.setup()).material().isEmpty();
              if (asMinor && !known) {
                throw new Problem(
                    ProblemCode.BAD_REQUEST,
                    "A purpose or recipient changed: everybody has to be asked again.");
              }
              Published next = next(before, draft.setup(), !asMinor);
              write(handle, site, next, !asMinor, by);
              if (!asMinor) {
                Consents.end(handle, site, next.at());
              }
              return next;
            });
    refresh();
    consents.forgetSite(site);
    return made;
  }

  private Published next(Published before, ConsentSetup setup, boolean material) {
    int version = before.version() + (material ? 1 : 0);
    return new Published(before.revision() + 1, version, clock.instant(), setup);
  }

  private Published newest(Handle handle, SiteId site) {
    return handle
        .createQuery(SELECT_ALL + " LIMIT 1 FOR UPDATE")
        .bind("site", site)
        .map((row, context) -> published(row))
        .findOne()
        .orElse(usual);
  }

  private static void write(
      Handle handle, SiteId site, Published next, boolean material, String by) {
    String body = next.setup().written();
    handle
        .createUpdate(PUBLISH)
        .bind("site", site)
        .bind("revision", next.revision())
        .bind("version", next.version())
        .bind("body", body)
        .bind("hash", HexFormat.of().parseHex(ConsentText.sha256(body)))
        .bind("material", material)
        .bind("now", next.at())
        .bind("by", by)
        .execute();
    handle.createUpdate(DROP_DRAFT).bind("site", site).execute();
  }

  /** All that was ever published, newest first (rule P3). */
  public List<Publication> history(SiteId site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT_ALL)
                .bind("site", site)
                .map(
                    (row, context) ->
                        new Publication(
                            published(row),
                            HexFormat.of().formatHex(row.getBytes("hash")),
                            row.getBoolean("material"),
                            Instant.ofEpochMilli(row.getLong("published_at")),
                            row.getString("published_by")))
                .list());
  }

  /** Every text that pages were shown, newest first (rule P3). */
  public List<ServedText> texts(SiteId site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT_TEXTS)
                .bind("site", site)
                .map(
                    (row, context) ->
                        new ServedText(
                            HexFormat.of().formatHex(row.getBytes("hash")),
                            row.getString("language"),
                            row.getInt("version"),
                            Instant.ofEpochMilli(row.getLong("created_at"))))
                .list());
  }

  private Map<SiteId, Published> read() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT_NEWEST)
                .map(
                    (row, context) -> Map.entry(new SiteId(row.getLong("site_id")), published(row)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Published published(ResultSet row) throws SQLException {
    return new Published(
        row.getInt("revision"),
        row.getInt("version"),
        Instant.ofEpochMilli(row.getLong("published_at")),
        ConsentSetup.read(row.getString("body")));
  }
}
