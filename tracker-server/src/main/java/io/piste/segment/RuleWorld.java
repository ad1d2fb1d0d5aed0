package io.piste.segment;

import io.piste.base.SiteId;
import io.piste.profile.TagCategory;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What the names in a site's rules stand for, as read at one moment. Immutable. */
final class RuleWorld {
  /** A score: its number, and in how many days its points halve; 0: they do not. */
  record KnownScore(long id, String name, int halfLifeDays) {}

  private static final String SCORES =
      """
      SELECT id, name, half_life_days FROM score WHERE site_id = :site AND removed_at IS NULL
      """;
  private static final String HALF_LIVES =
      """
      SELECT t.name, c.half_life_days FROM tag t JOIN tag_category c ON c.id = t.category_id
      WHERE t.site_id = :site
      """;
  private static final String ZONE = "SELECT time_zone FROM site WHERE id = :site";

  private final SiteId site;
  private final ZoneId zone;
  private final Map<String, SegmentField> fields = new HashMap<>();
  private final Map<String, KnownScore> scores = new HashMap<>();
  private final Map<String, Integer> halfLives = new HashMap<>();
  private final Map<Long, Segment> segments = new HashMap<>();

  private RuleWorld(Handle handle, SiteId site, Collection<Segment> segments) {
    this.site = site;
    this.zone =
        handle
            .createQuery(ZONE)
            .bind("site", site)
            .mapTo(String.class)
            .findOne()
            .map(ZoneId::of)
            .orElse(ZoneId.of("UTC"));
    SegmentFields.all(handle).forEach(field -> fields.put(field.name(), field));
    handle
        .createQuery(SCORES)
        .bind("site", site)
        .map(
            (row, context) ->
                new KnownScore(
                    row.getLong("id"), row.getString("name"), row.getInt("half_life_days")))
        .forEach(score -> scores.put(Folded.of(score.name()), score));
    handle
        .createQuery(HALF_LIVES)
        .bind("site", site)
        .map((row, context) -> Map.entry(row.getString("name"), row.getInt("half_life_days")))
        .forEach(entry -> halfLives.put(Folded.of(entry.getKey()), entry.getValue()));
    segments.forEach(segment -> this.segments.put(segment.id(), segment));
  }

  /** Reads it. */
  static RuleWorld of(Handle handle, SiteId site, Collection<Segment> segments) {
    return new RuleWorld(handle, site, segments);
  }

  SiteId site() {
    return site;
  }

  ZoneId zone() {
    return zone;
  }

  Optional<SegmentField> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** A field that the operator added, by its number. */
  Optional<SegmentField> customField(long number) {
    return fields.values().stream().filter(field -> field.number() == number).findFirst();
  }

  Optional<KnownScore> score(String name) {
    return Optional.ofNullable(scores.get(Folded.of(name)));
  }

  /** In how many days a tag's weight halves; 0: it does not. */
  int halfLife(String tag) {
    return halfLives.getOrDefault(Folded.of(tag), TagCategory.USUAL_HALF_LIFE);
  }

  Optional<Segment> segment(long id) {
    return Optional.ofNullable(segments.get(id));
  }

  /**
   * What the names in a segment's rule stand for, as text: where it is another text than when the
   * segment was filled, its members may be others too. The zone is in it where days are.
   */
  String standsOn(Segment segment) {
    Set<String> parts = new TreeSet<>();
    Rule rule = segment.rule();
    if (rule != null) {
      rule.conditions().forEach(condition -> standsOn(condition, parts));
    }
    return String.join("\n", parts);
  }

  private void standsOn(Condition condition, Set<String> parts) {
    switch (condition) {
      case Condition.Field asked -> {
        SegmentField field = field(asked.field()).orElse(null);
        parts.add(
            "field "
                + asked.field()
                + (field == null ? "" : " " + field.number() + " " + field.type()));
        if (field != null && (field.type() == FieldType.DATE || field.type() == FieldType.TIME)) {
          parts.add("zone " + zone);
        }
      }
      case Condition.Tag tag ->
          parts.add("tag " + Folded.of(tag.tag()) + " " + halfLife(tag.tag()));
      case Condition.Score score ->
          parts.add(
              "score "
                  + Folded.of(score.score())
                  + score(score.score())
                      .map(known -> " " + known.id() + " " + known.halfLifeDays())
                      .orElse(""));
      case Condition.Did did -> zone(did.period(), parts);
      case Condition.Orders orders -> zone(orders.period(), parts);
      case Condition.Cart cart -> zone(cart.period(), parts);
      case Condition.Mail mail -> zone(mail.period(), parts);
      case Condition.InStage stage -> {}
      case Condition.Consent consent -> {}
      case Condition.Member member -> {}
    }
  }

  private void zone(Period period, Set<String> parts) {
    if (period instanceof Period.Between) {
      parts.add("zone " + zone);
    }
  }

  List<Segment> inOrder() {
    return References.inOrder(segments.values());
  }
}
