package io.piste.console;

import io.piste.base.VisitorId;
import io.piste.profile.Levels;
import io.piste.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What the site makes of Camille, and what was decided by hand. */
final class CamilleProfile {
  private static final int HALF_LIFE = 30;

  private final Handle handle;
  private final Site site;
  private final long contact;
  private final Instant now;

  CamilleProfile(Handle handle, Site site, long contact, Instant now) {
    this.handle = handle;
    this.site = site;
    this.contact = contact;
    this.now = now;
  }

  void write(VisitorId visitor) {
    said(visitor, contact, ago(Duration.ofDays(3).minusMinutes(12)));
    visits(visitor);
    stage();
    tags();
    score(visitor);
    segment();
    refusal();
    merge();
  }

  private void said(VisitorId visitor, long whose, Instant at) {
    handle.execute(
        "INSERT INTO identity_statement (site_id, visitor_id, said_at, event_id, contact_id, proof,"
            + " source) VALUES (?, ?, ?, ?, ?, 'claimed', 'form')",
        site.id(),
        visitor,
        at,
        UUID.randomUUID(),
        whose);
  }

  private void visits(VisitorId visitor) {
    List<Integer> daysAgo = List.of(41, 33, 30, 18, 17, 9, 3, 0);
    List<String> paths = List.of("/", "/thes/sencha", "/thes/gyokuro", "/panier", "/blog/infuser");
    for (int i = 0; i < daysAgo.size(); i++) {
      Instant at = now.minus(Duration.ofDays(daysAgo.get(i))).minus(Duration.ofMinutes(12));
      Rows.session(
          handle,
          new Rows.Session(
              site,
              visitor,
              at,
              paths.subList(0, 1 + i % paths.size()),
              new Rows.Way("search", "google", "", "", "https://www.google.com/"),
              new Rows.Gear(i % 2 == 0 ? "desktop" : "mobile", "Firefox", "Linux", "FR")));
    }
  }

  private void stage() {
    handle.execute(
        "INSERT INTO profile (site_id, contact_id, stage, stage_by, stage_at, made_at)"
            + " VALUES (?, ?, 'transformation', 'rule', ?, ?)",
        site.id(),
        contact,
        ago(Duration.ofDays(1)),
        ago(Duration.ofDays(3)));
    handle.execute(
        "INSERT INTO stage_change (site_id, contact_id, stage, was, changed_by, changed_at)"
            + " VALUES (?, ?, 'transformation', 'engagement', 'rule', ?)",
        site.id(),
        contact,
        ago(Duration.ofDays(1)));
  }

  private void tags() {
    List<String> tags = List.of("thé vert", "japon", "accessoires");
    for (int i = 0; i < tags.size(); i++) {
      tag(tags.get(i), Levels.of(9.0 / (i + 1), ago(Duration.ofDays(2)), HALF_LIFE), false);
    }
    handle.execute(
        "INSERT INTO tag_rule (site_id, kind, pattern, tag, weight, counts_from)"
            + " VALUES (?, 'page', '/thes/*', 'thé vert', 2.25, 0)",
        site.id());
    tag("cliente fidèle", Levels.NONE, true);
    handle.execute(
        "INSERT INTO contact_tag (site_id, contact_id, tag, given_at) VALUES (?, ?, ?, ?)",
        site.id(),
        contact,
        "cliente fidèle",
        ago(Duration.ofHours(20)));
  }

  private void tag(String name, double level, boolean given) {
    handle.execute(
        "INSERT INTO profile_tag (site_id, contact_id, tag, level, given) VALUES (?, ?, ?, ?, ?)",
        site.id(),
        contact,
        name,
        level,
        given);
  }

  private void score(VisitorId visitor) {
    long score =
        handle
            .createUpdate(
                "INSERT INTO score (site_id, name, description) VALUES (:site, 'intérêt', 'pages')")
            .bind("site", site.id())
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    handle.execute(
        "INSERT INTO score_rule (score_id, mode, kind, pattern, value, counts_from)"
            + " VALUES (?, 'each', 'page', '/thes/*', 6, 0)",
        score);
    handle.execute(
        "INSERT INTO profile_score (score_id, contact_id, points, changed_at, level)"
            + " VALUES (?, ?, 24, ?, 24)",
        score,
        contact,
        ago(Duration.ofDays(3).minusMinutes(6)));
    List<String> pages = List.of("/thes/sencha", "/thes/gyokuro", "/thes/matcha", "/thes/sencha");
    for (int i = 0; i < pages.size(); i++) {
      handle.execute(
          "INSERT INTO profile_act (site_id, visitor_id, happened_at, event_id, kind, name)"
              + " VALUES (?, ?, ?, ?, 'page', ?)",
          site.id(),
          visitor,
          ago(Duration.ofDays(3).minusMinutes(i * 2L)),
          UUID.randomUUID(),
          pages.get(i));
    }
  }

  private void segment() {
    long segment =
        handle
            .createUpdate(
                "INSERT INTO segment (site_id, name, rule_json, made_at, changed_at, filled)"
                    + " VALUES (:site, 'Amateurs de thé vert',"
                    + " '{\"tag\":\"thé vert\",\"at_least\":2}', :at, :at, 1)")
            .bind("site", site.id())
            .bind("at", ago(Duration.ofDays(9)))
            .executeAndReturnGeneratedKeys("id")
            .mapTo(Long.class)
            .one();
    Instant entered = ago(Duration.ofDays(3).minusMinutes(4));
    handle.execute(
        "INSERT INTO segment_member (segment_id, contact_id, entered_at) VALUES (?, ?, ?)",
        segment,
        contact,
        entered);
    handle.execute(
        "INSERT INTO segment_change (segment_id, contact_id, entered, changed_at, cause)"
            + " VALUES (?, ?, TRUE, ?, 'event')",
        segment,
        contact,
        entered);
  }

  private void refusal() {
    VisitorId tablet = VisitorId.random();
    said(tablet, contact, ago(Duration.ofDays(2)));
    handle.execute(
        "INSERT INTO identity_refusal (site_id, visitor_id, contact_id, refused_at, refused_by)"
            + " VALUES (?, ?, ?, ?, ?)",
        site.id(),
        tablet,
        contact,
        ago(Duration.ofHours(5)),
        TestConsole.EMAIL);
  }

  private void merge() {
    long other = contact + 1;
    handle.execute(
        "INSERT INTO contact (id, email, first_name, last_name, origin, created_at,"
            + " last_interaction_at, merged_into)"
            + " VALUES (?, 'c.laurent@travail.example', 'Camille', 'Laurent', 'import', ?, ?, ?)",
        other,
        ago(Duration.ofDays(40)),
        ago(Duration.ofDays(40)),
        contact);
    handle.execute(
        "INSERT INTO contact_merge (kept_id, merged_id, merged_at, merged_by, kept_last_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        contact,
        other,
        ago(Duration.ofHours(4)),
        TestConsole.EMAIL,
        ago(Duration.ofMinutes(12)));
  }

  private Instant ago(Duration age) {
    return now.minus(age);
  }
}
