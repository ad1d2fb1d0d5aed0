package io.piste.profile;

import static io.piste.profile.ProfileWorld.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.ContactChanges;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules of one site that cannot be read, as when a newer version wrote them. */
final class UnreadableRulesIT {
  private static final String ADA = "ada@mail.example";
  private static final String BOB = "bob@mail.example";
  private static final SiteId OTHER = new SiteId(2);
  private static final String SPOIL = "UPDATE tag_rule SET kind = 'moon' WHERE site_id = 1";
  private static final String MEND = "UPDATE tag_rule SET kind = 'page' WHERE site_id = 1";

  private ProfileWorld world;

  @BeforeEach
  void start() {
    world = new ProfileWorld();
    world.tag(RuleKind.PAGE, "/teas/*", "tea", "1");
    world.tags.add(
        OTHER,
        new TagRule(
            0, new RuleMatch(RuleKind.PAGE, "/teas/*"), "tea", BigDecimal.ONE, Instant.EPOCH));
    world.score(Score.plain("intent"), ScoreMode.EACH, RuleKind.PAGE, "/checkout*", "10");
    world.log.clock().set(Track.minute(10));
    world.settle();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void play() {
    Track ada = Track.on(1);
    Track bob = Track.on(2);
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"));
    world.log.play(bob.proves(0, BOB), bob.page(1, "/teas/a"));
  }

  private List<String> tags(SiteId site, String email) {
    return world.profiles.of(site, world.contact(email)).tags().stream()
        .map(InterestTag::tag)
        .toList();
  }

  private double failures() {
    return world.meters.counter("piste.profile.rules.failed").count();
  }

  private void later(Duration time) {
    world.log.clock().advance(time);
    world.settle();
  }

  @Test
  void changes_at_other_sites_are_worked_out_and_those_at_this_one_later() {
    world.change(SPOIL);
    play();
    world.settle();

    assertEquals(List.of("tea"), tags(OTHER, BOB));
    assertEquals(List.of(), tags(SITE, ADA));
    assertEquals(1, failures(), "not once for each contact");
    assertEquals(0, world.meters.counter("piste.profile.failed").count(), "no contact's fault");

    later(SetAside.AGAIN.minusSeconds(1));
    assertEquals(1, failures(), "not yet again");
    later(Duration.ofSeconds(1));
    assertEquals(2, failures());

    world.change(MEND);
    later(SetAside.AGAIN);
    assertEquals(List.of("tea"), tags(SITE, ADA));
    assertEquals(2, failures());
  }

  @Test
  void runs_of_other_sites_go_on_and_that_of_this_one_when_its_rules_can_be_read() {
    play();
    world.settle();
    world.change("UPDATE score_rule SET mode = 'moon'");
    world.runs.ask(SITE);
    world.runs.ask(OTHER);
    world.settle();

    assertEquals(ProfileRun.State.DONE, state(OTHER));
    assertEquals(ProfileRun.State.WAITING, state(SITE));

    world.change("UPDATE score_rule SET mode = 'each'");
    later(SetAside.AGAIN);
    assertEquals(ProfileRun.State.DONE, state(SITE));
  }

  private ProfileRun.State state(SiteId site) {
    return world.runs.latest(site).orElseThrow().state();
  }

  @Test
  void of_who_is_gone_no_row_waits() {
    world.change(SPOIL);
    world
        .jdbi()
        .useHandle(handle -> ContactChanges.note(handle, SITE, List.of(new ContactId(4711))));
    world.settle();

    assertEquals(1, failures());
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM profile"));
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM contact_change"));
  }
}
