package io.piste.profile;

import io.piste.base.SiteId;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/** Tags in groups that fade alike. Changing how fast asks for a run. Thread-safe. */
public final class TagCategories {
  private static final String OF =
      "SELECT id, name, half_life_days FROM tag_category WHERE site_id = :site ORDER BY name";
  private static final String ADD =
      """
      INSERT INTO tag_category (site_id, name, half_life_days) VALUES (:site, :name, :days)
      ON DUPLICATE KEY UPDATE half_life_days = VALUES(half_life_days)
      """;
  private static final String CHANGE =
      """
      UPDATE IGNORE tag_category SET name = :name, half_life_days = :days
      WHERE site_id = :site AND id = :id
      """;
  private static final String REMOVE =
      "DELETE FROM tag_category WHERE site_id = :site AND id = :id";
  private static final String PUT =
      """
      INSERT INTO tag (site_id, name, category_id)
      SELECT :site, :tag, (SELECT id FROM tag_category WHERE site_id = :site AND id = :category)
      ON DUPLICATE KEY UPDATE category_id = VALUES(category_id)
      """;

  /**
   * With the site among what is selected, MariaDB goes from one tag that somebody has to the next
   * by the key; without it, it reads the tags of a million contacts.
   */
  private static final String NAMES =
      """
       FROM (
        SELECT tag AS name
        FROM (SELECT DISTINCT site_id, tag FROM profile_tag WHERE site_id = :site) held
        UNION SELECT name FROM tag WHERE site_id = :site
        UNION SELECT tag FROM tag_rule WHERE site_id = :site AND tag <> '*') t
      """;

  private static final String TAGS =
      ofNames("t.name, k.category_id AS category")
          + """
      LEFT JOIN tag k ON k.site_id = :site AND k.name = t.name
      ORDER BY t.name
      """;
  private static final String HALF_LIVES =
      """
      SELECT t.name, c.half_life_days FROM tag t JOIN tag_category c ON c.id = t.category_id
      WHERE t.site_id = :site
      """;

  private final Jdbi jdbi;
  private final RuleChanges changes;

  /**
   * A tag that a site has.
   *
   * @param category the number of its category; null for none
   */
  public record Tag(String name, @Nullable Long category) {}

  /** Reads and writes through the given pool. */
  public TagCategories(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.changes = new RuleChanges(jdbi, clock);
  }

  /**
   * Begins a statement that asks for columns of {@code t}, the names of all tags of a site.
   *
   * @param columns what is selected
   */
  public static String ofNames(String columns) {
    return "SELECT " + columns + NAMES;
  }

  /** A site's categories, by name. */
  public List<TagCategory> of(SiteId site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF)
                .bind("site", site)
                .map(ConstructorMapper.of(TagCategory.class))
                .list());
  }

  /** Adds a category, or changes how fast the tags of the one of that name fade. */
  public void add(SiteId site, TagCategory category) {
    changes.make(
        site,
        handle ->
            handle
                .createUpdate(ADD)
                .bind("site", site)
                .bind("name", category.name())
                .bind("days", category.halfLifeDays())
                .execute());
  }

  /** Changes one; false when there is none of its id, or another one has the name. */
  public boolean change(SiteId site, TagCategory category) {
    return changes.make(
            site,
            handle ->
                handle
                    .createUpdate(CHANGE)
                    .bind("site", site)
                    .bind("id", category.id())
                    .bind("name", category.name())
                    .bind("days", category.halfLifeDays())
                    .execute())
        > 0;
  }

  /** Removes one; its tags fade as those without category. */
  public void remove(SiteId site, long category) {
    changes.make(
        site,
        handle -> handle.createUpdate(REMOVE).bind("site", site).bind("id", category).execute());
  }

  /** Puts a tag into a category of the site; null takes it out of its category. */
  public void put(SiteId site, String tag, @Nullable Long category) {
    changes.make(
        site,
        handle ->
            handle
                .createUpdate(PUT)
                .bind("site", site)
                .bind("tag", tag)
                .bind("category", category)
                .execute());
  }

  /** Every tag that a rule gives or somebody has, by name. */
  public List<Tag> tags(SiteId site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TAGS)
                .bind("site", site)
                .map(ConstructorMapper.of(Tag.class))
                .list());
  }

  /**
   * The half-lives in days of tags that have a category, by name without regard to case; all others
   * have {@link TagCategory#USUAL_HALF_LIFE}.
   */
  public static Map<String, Integer> halfLives(Handle handle, SiteId site) {
    Map<String, Integer> days = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    handle
        .createQuery(HALF_LIVES)
        .bind("site", site)
        .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
        .forEach(tag -> days.put(tag.getKey(), tag.getValue()));
    return days;
  }

  /** How fast a tag fades, in days; 0: it does not. */
  public static int halfLife(Handle handle, SiteId site, String tag) {
    return Optional.ofNullable(halfLives(handle, site).get(tag))
        .orElse(TagCategory.USUAL_HALF_LIFE);
  }
}
