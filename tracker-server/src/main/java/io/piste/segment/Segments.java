package io.piste.segment;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.SiteId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The segments of the sites. A new or changed rule is filled in the background by {@link
 * SegmentFiller}; until then its members are those of before. Thread-safe.
 */
public final class Segments {
  /** So many of a site at most: each contact that changes is held against all of them. */
  public static final int MOST = 200;

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_DESCRIPTION = 500;

  private static final String INSERT =
      """
      INSERT INTO segment (site_id, name, description, rule_json, filled, made_at, changed_at)
      VALUES (:site, :name, :description, :rule, :filled, :now, :now)
      """;

  private static final String UPDATE =
      """
      UPDATE segment SET name = :name, description = :description, rule_json = :rule, changed_at = :now
      WHERE id = :id
      """;

  private static final List<String> REMOVE =
      List.of(
          "INSERT INTO segment_gone (segment_id) VALUES (:id)",
          "DELETE FROM segment_fill WHERE segment_id = :id",
          "DELETE FROM segment WHERE id = :id");

  private static final String SCORES = "SELECT name FROM score WHERE site_id = :site";

  private static final String FILLS =
      """
      SELECT f.segment_id, f.done, f.total, f.begun_at
      FROM segment_fill f JOIN segment s ON s.id = f.segment_id AND s.version = f.version
      WHERE s.site_id = :site
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads and writes through the given pool. */
  public Segments(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Those of a site, by name; also those whose rule cannot be read. */
  public List<Segment> all(SiteId site) {
    return jdbi.withHandle(handle -> SegmentRows.of(handle, site));
  }

  /** One of a site; empty when it is gone. */
  public Optional<Segment> find(SiteId site, long id) {
    return all(site).stream().filter(segment -> segment.id() == id).findFirst();
  }

  /** What is wrong with a rule on a site; nothing when a segment could have it. */
  public List<RuleMistake> mistakes(SiteId site, Rule rule) {
    return jdbi.withHandle(
        handle -> check(handle, site, SegmentRows.of(handle, site)).mistakes(rule, 0));
  }

  /** Keeps a new one. */
  public SavedSegment make(SiteId site, SegmentDraft draft) {
    return saved(site, draft, 0);
  }

  /** Changes one; its rule is filled anew where it is another. */
  public SavedSegment change(SiteId site, long id, SegmentDraft draft) {
    return saved(site, draft, id);
  }

  private SavedSegment saved(SiteId site, SegmentDraft draft, long id) {
    return retried(() -> jdbi.inTransaction(handle -> save(handle, site, draft, id)));
  }

  private SavedSegment save(Handle handle, SiteId site, SegmentDraft draft, long id) {
    List<Segment> there = SegmentRows.locked(handle, site);
    Segment before = there.stream().filter(each -> each.id() == id).findFirst().orElse(null);
    List<SegmentMistake> mistakes = new ArrayList<>(mistakes(draft, id, before, there));
    List<RuleMistake> ruleMistakes =
        draft.rule() == null ? List.of() : check(handle, site, there).mistakes(draft.rule(), id);
    if (!ruleMistakes.isEmpty()) {
      mistakes.add(SegmentMistake.WRONG_RULE);
    }
    if (!mistakes.isEmpty()) {
      return new SavedSegment(0, mistakes, ruleMistakes);
    }
    return new SavedSegment(
        before == null ? insert(handle, site, draft) : update(handle, before, draft, there),
        List.of(),
        List.of());
  }

  private static List<SegmentMistake> mistakes(
      SegmentDraft draft, long id, @Nullable Segment before, List<Segment> there) {
    List<SegmentMistake> mistakes = new ArrayList<>();
    if (id != 0 && before == null) {
      mistakes.add(SegmentMistake.GONE);
    }
    if (id == 0 && there.size() >= MOST) {
      mistakes.add(SegmentMistake.TOO_MANY);
    }
    if (before != null && before.isStatic() != (draft.rule() == null)) {
      mistakes.add(SegmentMistake.OTHER_KIND);
    }
    String name = draft.name().strip();
    if (name.isEmpty()) {
      mistakes.add(SegmentMistake.NO_NAME);
    }
    if (name.length() > LONGEST_NAME) {
      mistakes.add(SegmentMistake.NAME_TOO_LONG);
    }
    if (draft.description().strip().length() > LONGEST_DESCRIPTION) {
      mistakes.add(SegmentMistake.DESCRIPTION_TOO_LONG);
    }
    if (there.stream().anyMatch(each -> each.id() != id && each.name().equalsIgnoreCase(name))) {
      mistakes.add(SegmentMistake.NAME_TAKEN);
    }
    return mistakes;
  }

  private static RuleCheck check(Handle handle, SiteId site, Collection<Segment> segments) {
    List<String> scores = handle.createQuery(SCORES).bind("site", site).mapTo(String.class).list();
    return new RuleCheck(SegmentFields.all(handle), scores, segments);
  }

  private long insert(Handle handle, SiteId site, SegmentDraft draft) {
    return handle
        .createUpdate(INSERT)
        .bind("site", site)
        .bind("name", draft.name().strip())
        .bind("description", draft.description().strip())
        .bind("rule", json(draft))
        .bind("filled", draft.rule() == null ? 1 : 0)
        .bind("now", clock.instant())
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  private long update(Handle handle, Segment before, SegmentDraft draft, List<Segment> there) {
    handle
        .createUpdate(UPDATE)
        .bind("name", draft.name().strip())
        .bind("description", draft.description().strip())
        .bind("rule", json(draft))
        .bind("now", clock.instant())
        .bind("id", before.id())
        .execute();
    if (draft.rule() != null && !draft.rule().equals(before.rule())) {
      refill(handle, before.id(), there);
    }
    return before.id();
  }

  private static @Nullable String json(SegmentDraft draft) {
    return draft.rule() == null ? null : RuleWriter.write(draft.rule());
  }

  /**
   * Fills one anew with those that follow from it, though its rule is the same; false when there is
   * none with a rule.
   */
  public boolean fillAnew(SiteId site, long id) {
    return retried(
        () ->
            jdbi.inTransaction(
                handle -> {
                  List<Segment> there = SegmentRows.locked(handle, site);
                  if (there.stream().noneMatch(each -> each.id() == id && each.rule() != null)) {
                    return false;
                  }
                  refill(handle, id, there);
                  return true;
                }));
  }

  private static void refill(Handle handle, long id, List<Segment> there) {
    List<Long> anew = new ArrayList<>(References.followersOf(id, there));
    anew.add(id);
    SegmentRows.refill(handle, anew);
  }

  /**
   * Removes one; nobody is told that its members left.
   *
   * @return why it cannot be; empty when it is gone
   */
  public Optional<SegmentMistake> remove(SiteId site, long id) {
    return retried(
        () ->
            jdbi.inTransaction(
                handle -> {
                  List<Segment> there = SegmentRows.locked(handle, site);
                  if (there.stream().noneMatch(segment -> segment.id() == id)) {
                    return Optional.of(SegmentMistake.GONE);
                  }
                  if (!References.followersOf(id, there).isEmpty()) {
                    return Optional.of(SegmentMistake.IN_USE);
                  }
                  REMOVE.forEach(sql -> handle.createUpdate(sql).bind("id", id).execute());
                  return Optional.empty();
                }));
  }

  /** The segments whose rules name one, at once or through others. */
  public Set<Long> followersOf(SiteId site, long id) {
    return References.followersOf(id, all(site));
  }

  /** How far those are that are being filled, by their numbers; one that waits is not there. */
  public Map<Long, FillProgress> fills(SiteId site) {
    return jdbi.withHandle(
        handle -> {
          Map<Long, FillProgress> fills = new HashMap<>();
          handle
              .createQuery(FILLS)
              .bind("site", site)
              .map(
                  (row, context) ->
                      new FillProgress(
                          row.getLong("segment_id"),
                          row.getLong("done"),
                          row.getLong("total"),
                          Instant.ofEpochMilli(row.getLong("begun_at"))))
              .forEach(fill -> fills.put(fill.segment(), fill));
          return fills;
        });
  }
}
