package io.piste.profile;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.JsonRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/**
 * What acts gave, once they are not kept any more: for each stretch of a visitor's time that is one
 * person's, one weight for each tag and one line for each rule of a score, at the last gain. Bounds
 * of scores and rules that come later cannot look into them.
 */
final class OpeningBalance {
  private static final String ACTS =
      """
      SELECT visitor_id AS visitor, happened_at AS at, kind, name, amount FROM profile_act
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      """;
  private static final String STRETCHES =
      """
      SELECT visitor_id AS visitor, since_at AS since, undone_at AS until FROM identity_link
      WHERE site_id = :site AND visitor_id IN (<visitors>)
        AND (undone_at IS NULL OR undone_at > since_at)
      """;
  private static final String COUNTED =
      """
      SELECT visitor_id AS visitor, rule_id AS rule FROM score_ledger
      WHERE site_id = :site AND visitor_id IN (<visitors>) AND rule_id IS NOT NULL
      """;
  private static final String KEEP_WEIGHTS =
      """
      INSERT INTO visitor_tag (site_id, visitor_id, tag, weight, weighed_at, source)
      SELECT :site, UNHEX(v.visitor), v.tag, v.weight, v.weighed_at, 'opening'
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        visitor CHAR(32) CHARACTER SET ascii PATH '$[0]', tag VARCHAR(60) PATH '$[1]',
        weight DOUBLE PATH '$[2]', weighed_at BIGINT PATH '$[3]')) v
      ON DUPLICATE KEY UPDATE visitor_tag.weight = visitor_tag.weight + VALUES(weight)
      """;
  private static final String KEEP_POINTS =
      """
      INSERT INTO score_ledger
        (site_id, visitor_id, score, points, reason, scored_at, source, rule_id)
      SELECT :site, UNHEX(v.visitor), v.score, v.points, '', v.scored_at, 'opening', v.rule
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        visitor CHAR(32) CHARACTER SET ascii PATH '$[0]', score VARCHAR(60) PATH '$[1]',
        points DECIMAL(14,3) PATH '$[2]', scored_at BIGINT PATH '$[3]', rule BIGINT PATH '$[4]')) v
      """;

  /** A stretch of a visitor's time that is somebody's. */
  record Stretch(VisitorId visitor, Instant since, @Nullable Instant until) {
    boolean covers(ProfileAct act) {
      Instant end = until;
      return visitor.equals(act.visitor())
          && !act.at().isBefore(since)
          && (end == null || act.at().isBefore(end));
    }
  }

  private record Counted(VisitorId visitor, long rule) {}

  private record Key(VisitorId visitor, int stretch, String name) {}

  private record Weight(double level, int halfLife, Instant at) {}

  private record Points(ScoreRule rule, ScoreFold sum) {}

  private final RuleBook book;
  private final List<Stretch> stretches;
  private final Set<Counted> counted;
  private final Set<Key> orders = new HashSet<>();
  private final Map<Key, Weight> weights = new HashMap<>();
  private final Map<Key, Points> points = new HashMap<>();

  private OpeningBalance(RuleBook book, List<Stretch> stretches, Set<Counted> counted) {
    this.book = book;
    this.stretches = stretches;
    this.counted = counted;
  }

  /** Adds what the acts of some visitors give to what is kept of them; the acts stay. */
  static void keep(Handle handle, SiteId site, Collection<VisitorId> visitors) {
    List<ProfileAct> acts = new ArrayList<>(list(handle, ACTS, site, visitors, ProfileAct.class));
    if (acts.isEmpty()) {
      return;
    }
    acts.sort(ProfileAct.OLDEST_FIRST);
    OpeningBalance balance =
        new OpeningBalance(
            new RuleBook(Rules.of(handle, site)),
            list(handle, STRETCHES, site, visitors, Stretch.class),
            new HashSet<>(list(handle, COUNTED, site, visitors, Counted.class)));
    acts.forEach(balance::see);
    balance.write(handle, site);
  }

  private static <T> List<T> list(
      Handle handle, String sql, SiteId site, Collection<VisitorId> visitors, Class<T> type) {
    return handle
        .createQuery(sql)
        .bind("site", site)
        .bindList("visitors", List.copyOf(visitors))
        .map(ConstructorMapper.of(type))
        .list();
  }

  private void see(ProfileAct act) {
    int stretch = stretch(act);
    if (act.kind() == ActKind.ORDER
        && !act.name().isEmpty()
        && !orders.add(new Key(act.visitor(), stretch, act.name()))) {
      return;
    }
    RuleBook.Hits hits = book.hits(RuleKind.of(act.kind()), act.name());
    for (RuleBook.TagHit hit : hits.tags()) {
      if (!act.at().isBefore(hit.from())) {
        double level = Levels.of(hit.weight(), act.at(), hit.halfLife());
        weights.merge(
            new Key(act.visitor(), stretch, hit.tag()),
            new Weight(level, hit.halfLife(), act.at()),
            (one, other) ->
                new Weight(
                    Levels.sum(one.level(), other.level(), other.halfLife()),
                    other.halfLife(),
                    other.at()));
      }
    }
    for (RuleBook.ScoreHit hit : hits.scores()) {
      if (!act.at().isBefore(hit.from())) {
        score(act, stretch, book.rule(hit), book.rules().scores().get(hit.score()));
      }
    }
  }

  private void score(ProfileAct act, int stretch, ScoreRule rule, Score score) {
    if (rule.mode() == ScoreMode.ONCE && !counted.add(new Counted(act.visitor(), rule.id()))) {
      return;
    }
    // Its bounds are those of the whole score, not of what one rule gave.
    Score unbound = new Score(score.id(), score.name(), "", score.halfLifeDays(), null, null);
    points
        .computeIfAbsent(
            new Key(act.visitor(), stretch, Long.toString(rule.id())),
            key -> new Points(rule, new ScoreFold(unbound, null)))
        .sum()
        .add(RuleBook.thousandths(rule, act.amount()), act.at(), rule, "");
  }

  private int stretch(ProfileAct act) {
    for (int i = 0; i < stretches.size(); i++) {
      if (stretches.get(i).covers(act)) {
        return i;
      }
    }
    return -1;
  }

  private void write(Handle handle, SiteId site) {
    JsonRows kept = new JsonRows();
    weights.forEach(
        (key, weight) ->
            kept.row(
                key.visitor(),
                key.name(),
                Levels.weightAt(weight.level(), weight.at(), weight.halfLife()),
                weight.at()));
    write(handle, KEEP_WEIGHTS, site, kept);
    JsonRows lines = new JsonRows();
    points.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> entry.getValue().rule().id()))
        .forEach(
            entry -> {
              ScoreValue value = entry.getValue().sum().value();
              if (value != null && value.points().compareTo(BigDecimal.ZERO) != 0) {
                lines.row(
                    entry.getKey().visitor(),
                    value.name(),
                    value.points().toPlainString(),
                    value.changedAt(),
                    entry.getValue().rule().id());
              }
            });
    write(handle, KEEP_POINTS, site, lines);
  }

  private static void write(Handle handle, String sql, SiteId site, JsonRows rows) {
    if (!rows.isEmpty()) {
      handle.createUpdate(sql).bind("site", site).bind("rows", rows.toString()).execute();
    }
  }
}
