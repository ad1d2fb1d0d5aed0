package io.piste.consent;

import io.piste.base.SiteId;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Every text that was ever served, kept with its hash and time (rule P3). A choice may only name
 * one of them. Thread-safe.
 */
final class PublishedTexts {
  private static final String INSERT =
      """
      INSERT IGNORE INTO consent_text (site_id, hash, language, version, body, created_at)
      VALUES (:site, :hash, :language, :version, :body, :now)
      """;
  private static final String SELECT =
      """
      SELECT body FROM consent_text WHERE site_id = :site AND hash = :hash
      """;

  private record Key(SiteId site, String language) {}

  private record Named(SiteId site, String hash) {}

  /** The text as it was for a site's settings: other settings, another text. */
  private record Served(Site site, Published published, ConsentText text) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Map<Key, Served> served = new ConcurrentHashMap<>();

  /** Texts on record never change. Only those that exist are kept, so strangers cannot fill it. */
  private final Map<Named, ConsentText> onRecord = new ConcurrentHashMap<>();

  PublishedTexts(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** The text to show now; on record before it is answered. */
  ConsentText serve(Site site, Published published, String language) {
    Key key = new Key(site.id(), language);
    Served last = served.get(key);
    if (last != null && last.site().equals(site) && last.published().equals(published)) {
      return last.text();
    }
    ConsentText text = ConsentTexts.of(site, published, language);
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(INSERT)
                .bind("site", site.id())
                .bind("hash", HexFormat.of().parseHex(text.hash()))
                .bind("language", text.language())
                .bind("version", text.version())
                .bind("body", text.body())
                .bind("now", clock.instant())
                .execute());
    onRecord.put(new Named(site.id(), text.hash()), text);
    served.put(key, new Served(site, published, text));
    return text;
  }

  /** The text of a hash, when pages of this site were really shown it. */
  Optional<ConsentText> find(Site site, String hash) {
    Named named = new Named(site.id(), hash);
    Optional<ConsentText> known = Optional.ofNullable(onRecord.get(named));
    if (known.isPresent()) {
      return known;
    }
    Optional<ConsentText> read = read(site, hash);
    read.ifPresent(text -> onRecord.put(named, text));
    return read;
  }

  private Optional<ConsentText> read(Site site, String hash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT)
                .bind("site", site.id())
                .bind("hash", HexFormat.of().parseHex(hash))
                .map((row, context) -> ConsentText.of(hash, row.getString("body")))
                .findOne());
  }
}
