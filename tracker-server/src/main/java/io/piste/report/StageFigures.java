package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How many contacts of a site are in which stage, and who they are. Counted in the index of stages
 * up to {@link Count#COUNTED}, estimated above. Thread-safe.
 */
public final class StageFigures {
  /** Who put a contact into its stage, as it is stored: {@code hand} comes before {@code rule}. */
  private static final List<String> BY = List.of("hand", "rule");

  private static final String COUNT =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM profile WHERE site_id = :site AND stage = :stage AND stage_by = :by
        LIMIT :most) c
      """;

  private static final String SAMPLED =
      """
      SELECT CONCAT(p.stage, ' ', p.stage_by) AS what, COUNT(*) AS met
      FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) d
      STRAIGHT_JOIN profile p ON p.site_id = :site AND p.contact_id = d.id
      GROUP BY p.stage, p.stage_by
      """;

  private static final String PAGE =
      """
      SELECT c.id, c.email, c.first_name, c.last_name, p.stage_by
      FROM profile p JOIN contact c ON c.id = p.contact_id
      WHERE p.site_id = :site AND p.stage = :stage
        AND (p.stage_by > :by OR p.stage_by = :by AND p.contact_id > :id)
      ORDER BY p.stage_by, p.contact_id LIMIT :limit
      """;

  /** Contacts of a stage, by who put them there. */
  public record Counts(Count byHand, Count byRule) {
    /** All of them. */
    public Count all() {
      return new Count(byHand.number() + byRule.number(), byHand.exact() && byRule.exact());
    }
  }

  /** One of a stage; {@code byHand}: a person put them there. */
  public record Row(ContactId contact, String email, @Nullable String name, boolean byHand) {
    /** Behind which the next page goes on. */
    public Key key() {
      return new Key(byHand, contact.value());
    }
  }

  /** Where a page ends: the next one goes on behind it. */
  public record Key(boolean byHand, long id) {}

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public StageFigures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Those of some stages, by word. */
  public Map<String, Counts> counts(SiteId site, List<String> stages) {
    return jdbi.withHandle(
        handle -> {
          Map<String, Long> counted = new HashMap<>();
          for (String stage : stages) {
            BY.forEach(by -> counted.put(stage + " " + by, count(handle, site, stage, by)));
          }
          boolean exact = counted.values().stream().allMatch(count -> count <= Count.COUNTED);
          Map<String, Double> sampled = exact ? Map.of() : sampled(handle, site);
          Map<String, Counts> counts = new HashMap<>();
          for (String stage : stages) {
            List<Count> both =
                BY.stream().map(by -> of(counted, sampled, stage + " " + by)).toList();
            counts.put(stage, new Counts(both.getFirst(), both.getLast()));
          }
          return counts;
        });
  }

  private static Count of(Map<String, Long> counted, Map<String, Double> sampled, String what) {
    return Count.of(counted.getOrDefault(what, 0L), Count.COUNTED, sampled.getOrDefault(what, 0.0));
  }

  private static long count(Handle handle, SiteId site, String stage, String by) {
    return handle
        .createQuery(COUNT)
        .bind("site", site)
        .bind("stage", stage)
        .bind("by", by)
        .bind("most", Count.COUNTED + 1)
        .mapTo(Long.class)
        .one();
  }

  private static Map<String, Double> sampled(Handle handle, SiteId site) {
    ContactSample sample = ContactSample.of(handle, site, ContactSample.DRAWS);
    Map<String, Double> met = new HashMap<>();
    handle
        .createQuery(SAMPLED)
        .bind("ids", sample.ids())
        .bind("site", site)
        .map((row, context) -> Map.entry(row.getString("what"), row.getLong("met")))
        .forEach(entry -> met.put(entry.getKey(), entry.getValue() * sample.scale()));
    return met;
  }

  /** Those of a stage behind a key (null: from the start), the ones put there by hand first. */
  public List<Row> page(SiteId site, String stage, @Nullable Key after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("site", site)
                .bind("stage", stage)
                .bind("by", after == null || after.byHand() ? "hand" : "rule")
                .bind("id", after == null ? 0 : after.id())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Row(
                            new ContactId(row.getLong("id")),
                            row.getString("email"),
                            Columns.name(row),
                            "hand".equals(row.getString("stage_by"))))
                .list());
  }
}
