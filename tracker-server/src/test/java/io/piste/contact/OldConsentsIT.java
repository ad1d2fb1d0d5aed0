package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.ProofRetention;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OldConsentsIT {
  private static final SiteId SITE = new SiteId(1);
  private static final Duration MONTH = Duration.ofDays(31);

  private final TestDatabase database = TestDatabase.fresh();
  private final TestClock clock = new TestClock();
  private final OldConsents old = new OldConsents(database.jdbi(), ProofRetention.DEFAULT, clock);

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void p6_records_of_nobody_go_after_25_months_and_those_of_contacts_after_5_years() {
    VisitorId known = VisitorId.random();
    link(known);
    ConsentId anonymous = record(VisitorId.random(), null, 26);
    ConsentId young = record(VisitorId.random(), null, 24);
    ConsentId tied = record(known, null, 26);
    ConsentId withdrawal = record(null, tied, 26);
    ConsentId older = record(known, null, 61);

    assertTrue(old.forget(clock.instant()));

    assertEquals(
        List.of(false, true, true, true, false), there(anonymous, young, tied, withdrawal, older));
    assertFalse(old.forget(clock.instant()), "nothing is left to do");
  }

  @Test
  void p6_the_clock_is_believed_after_a_week() {
    ConsentId anonymous = record(VisitorId.random(), null, 26);

    assertFalse(old.runOnce());

    assertEquals(List.of(true), there(anonymous));
  }

  @Test
  void p6_texts_and_setups_stay_and_states_go_when_no_cookie_can_be_left() {
    Instant now = clock.instant();
    jdbi()
        .useHandle(
            handle -> {
              handle.execute(
                  "INSERT INTO consent_text (site_id, hash, language, version, body, created_at)"
                      + " VALUES (1, UNHEX(REPEAT('ab', 32)), 'fr', 1, '{}', 0)");
              handle.execute(
                  "INSERT INTO consent_setup (site_id, revision, version, body, hash, material,"
                      + " published_at, published_by) VALUES (1, 2, 1, '{}', UNHEX(REPEAT('ab',"
                      + " 32)), FALSE, 0, 'marie@shop.example')");
              for (int months : new int[] {12, 14}) {
                handle
                    .createUpdate(
                        "INSERT INTO consent_state (site_id, visitor_id, consent_id, purposes,"
                            + " expires_at) VALUES (1, :visitor, :consent, 1, :at)")
                    .bind("visitor", VisitorId.random())
                    .bind("consent", ConsentId.random())
                    .bind("at", now.minus(MONTH.multipliedBy(months)))
                    .execute();
              }
            });

    old.forget(now);

    assertEquals(1, count("consent_text"));
    assertEquals(1, count("consent_setup"));
    assertEquals(1, count("consent_state"));
  }

  private ConsentId record(@Nullable VisitorId visitor, @Nullable ConsentId previous, int months) {
    ConsentId id = ConsentId.random();
    jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO consent_record (site_id, consent_id, previous_id, visitor_id,"
                            + " text_hash, text_version, language, granted, refused, how, gpc, page,"
                            + " decided_at) VALUES (:site, :id, :previous, :visitor,"
                            + " UNHEX(REPEAT('ab', 32)), 1, 'fr', 'visits', '', 'accept', FALSE,"
                            + " 'https://shop.example/', :at)")
                    .bind("site", SITE)
                    .bind("id", id)
                    .bindByType("previous", previous, ConsentId.class)
                    .bindByType("visitor", visitor, VisitorId.class)
                    .bind("at", clock.instant().minus(MONTH.multipliedBy(months)))
                    .execute());
    return id;
  }

  private void link(VisitorId visitor) {
    jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source,"
                            + " linked_at) VALUES (:site, :visitor, 7, 'verified', 'token', 0)")
                    .bind("site", SITE)
                    .bind("visitor", visitor)
                    .execute());
  }

  private List<Boolean> there(ConsentId... ids) {
    return List.of(ids).stream()
        .map(
            id ->
                jdbi()
                        .withHandle(
                            handle ->
                                handle
                                    .createQuery(
                                        "SELECT COUNT(*) FROM consent_record WHERE consent_id = :id")
                                    .bind("id", id)
                                    .mapTo(Integer.class)
                                    .one())
                    == 1)
        .toList();
  }

  private int count(String table) {
    return jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }

  private Jdbi jdbi() {
    return database.jdbi();
  }
}
