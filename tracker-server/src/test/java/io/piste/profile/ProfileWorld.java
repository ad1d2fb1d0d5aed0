package io.piste.profile;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.contact.Contacts;
import io.piste.support.TestLog;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Profiles of a log's people, settled by turning the crank. */
final class ProfileWorld implements AutoCloseable {
  static final SiteId SITE = new SiteId(1);

  final TestLog log = TestLog.start();
  final Watch watch = new Watch();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Profiles profiles = new Profiles(jdbi(), log.clock());
  final TagRules tags = new TagRules(jdbi(), log.clock());
  final Scores scores = new Scores(jdbi(), log.clock());
  final ProfileRuns runs = new ProfileRuns(jdbi(), log.clock());
  ProfileRunner runner = fresh();

  /** Nothing catches it. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Who was shown, and who left; wants to see people again when it is told to. */
  static final class Watch implements PersonWatch {
    final List<Person> seen = new ArrayList<>();
    final List<ContactId> gone = new ArrayList<>();
    final Map<ContactId, Instant> again = new HashMap<>();
    final Set<ContactId> poisoned = new HashSet<>();
    int failures;

    @Override
    public Map<ContactId, Instant> see(
        Handle handle, SiteId site, List<Person> people, Instant now) {
      seen.addAll(people);
      if (failures > 0) {
        failures--;
        throw new Killed();
      }
      if (people.stream().anyMatch(person -> poisoned.contains(person.contact()))) {
        throw new IllegalStateException("ada@mail.example is too much");
      }
      return again;
    }

    @Override
    public void left(Handle handle, SiteId site, Collection<ContactId> contacts) {
      gone.addAll(contacts);
    }
  }

  Jdbi jdbi() {
    return log.jdbi();
  }

  /** Another process that does the same. */
  ProfileRunner fresh() {
    return new ProfileRunner(jdbi(), List.of(watch), log.clock(), meters);
  }

  void settle() {
    boolean more = true;
    while (more) {
      more = runner.runOnce();
    }
  }

  void tag(RuleKind kind, String pattern, String tag, String weight) {
    tags.add(
        SITE,
        new TagRule(0, new RuleMatch(kind, pattern), tag, new BigDecimal(weight), Instant.EPOCH));
  }

  /** Adds a score with one rule and answers its number. */
  long score(Score score, ScoreMode mode, RuleKind kind, String pattern, String value) {
    long id = scores.add(SITE, score).orElseThrow();
    rule(id, mode, kind, pattern, value);
    return id;
  }

  void rule(long score, ScoreMode mode, RuleKind kind, String pattern, String value) {
    scores.addRule(
        SITE,
        new ScoreRule(
            0, score, mode, new RuleMatch(kind, pattern), new BigDecimal(value), Instant.EPOCH));
  }

  ContactId contact(String email) {
    return new Contacts(jdbi()).byEmail(new EmailAddress(email)).orElseThrow().id();
  }

  Profile of(String email) {
    return profiles.of(SITE, contact(email));
  }

  /** Tags and points now, as text. */
  String told(String email) {
    Profile profile = of(email);
    Instant now = log.clock().instant();
    Map<String, String> all = new TreeMap<>();
    profile
        .tags()
        .forEach(
            tag ->
                all.put(
                    tag.tag(),
                    BigDecimal.valueOf(Math.round(tag.weightAt(now) * 100), 2)
                        .stripTrailingZeros()
                        .toPlainString()));
    profile
        .scores()
        .forEach(
            score ->
                all.put(score.name(), score.pointsAt(now).stripTrailingZeros().toPlainString()));
    return all + " " + profile.stage().word();
  }

  /** All rows of profiles, as text. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (String sql :
        List.of(
            "SELECT CONCAT_WS(' ', site_id, contact_id, stage, due_at) FROM profile",
            "SELECT CONCAT_WS(' ', site_id, contact_id, tag, ROUND(level, 6), given)"
                + " FROM profile_tag",
            "SELECT CONCAT_WS(' ', score_id, contact_id, points, changed_at, ROUND(level, 6))"
                + " FROM profile_score")) {
      rows.addAll(jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list()));
    }
    rows.sort(String::compareTo);
    return rows;
  }

  void change(String sql) {
    jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Override
  public void close() {
    log.close();
  }
}
