package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.support.TestDatabase;
import io.piste.support.Track;
import io.piste.token.KeyedHash;
import io.piste.token.Secrets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SuppressionsIT {
  private static final SiteId SITE = new SiteId(1);
  private static final EmailAddress ADA = new EmailAddress("ada@mail.example");

  private static TestDatabase database;
  private static Suppressions suppressions;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    suppressions =
        new Suppressions(
            database.jdbi(), new KeyedHash(new Secrets(new byte[32]), "suppression")::of);
  }

  @BeforeEach
  void forget() {
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM suppression"));
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void an_address_is_suppressed_on_the_site_that_it_refused() {
    add(ADA, "unsubscribe");

    assertTrue(suppressions.contains(SITE, ADA));
    assertFalse(suppressions.contains(new SiteId(2), ADA));
    assertFalse(suppressions.contains(SITE, new EmailAddress("bob@mail.example")));
  }

  @Test
  void twice_is_once_and_the_first_reason_stays() {
    add(ADA, "unsubscribe");
    add(ADA, "complaint");

    assertEquals("unsubscribe", text("SELECT reason FROM suppression"));
  }

  @Test
  void the_address_itself_is_not_kept() {
    add(ADA, "unsubscribe");

    assertEquals("32", text("SELECT LENGTH(email_hash) FROM suppression"));
    assertEquals("0", text("SELECT COUNT(*) FROM suppression WHERE email_hash LIKE '%ada%'"));
  }

  private static void add(EmailAddress address, String reason) {
    database
        .jdbi()
        .useHandle(handle -> suppressions.add(handle, SITE, address, reason, Track.START));
  }

  private static String text(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
