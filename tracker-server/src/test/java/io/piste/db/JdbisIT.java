package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ConsentId;
import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.support.TestDatabase;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class JdbisIT {
  private final TestDatabase database = TestDatabase.fresh();

  @BeforeAll
  void make_a_table() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "CREATE TABLE thing (id BIGINT NULL, b BINARY(16) NULL, t VARCHAR(254) NULL)"));
  }

  @AfterAll
  void drop_it() {
    database.close();
  }

  @Test
  void our_types_come_back_as_they_went() {
    Instant time = Instant.parse("2026-03-02T09:00:00.123Z");
    UUID id = UUID.randomUUID();
    assertEquals(time, number(time, Instant.class));
    assertEquals(new SiteId(7), number(new SiteId(7), SiteId.class));
    assertEquals(new ContactId(8), number(new ContactId(8), ContactId.class));
    assertEquals(id, bytes(id, UUID.class));
    assertEquals(new VisitorId(id), bytes(new VisitorId(id), VisitorId.class));
    assertEquals(new ConsentId(id), bytes(new ConsentId(id), ConsentId.class));
    EmailAddress address = new EmailAddress("a@b.example");
    assertEquals(address, roundTrip("t", address, EmailAddress.class));
  }

  @Test
  void nothing_comes_back_as_nothing() {
    try (Handle handle = database.jdbi().open()) {
      handle.execute("DELETE FROM thing");
      handle
          .createUpdate("INSERT INTO thing (id, b, t) VALUES (:id, :b, :t)")
          .bindByType("id", null, Instant.class)
          .bindByType("b", null, VisitorId.class)
          .bind("t", (Object) null)
          .execute();
      assertNull(handle.select("SELECT id FROM thing").mapTo(Instant.class).one());
      assertNull(handle.select("SELECT b FROM thing").mapTo(VisitorId.class).one());
      assertNull(handle.select("SELECT t FROM thing").mapTo(EmailAddress.class).one());
    }
  }

  @Test
  void records_are_read_by_column_names() {
    VisitorId visitor = VisitorId.random();
    bytes(visitor, VisitorId.class);
    record Thing(VisitorId visitorId, Instant seenAt) {}
    Thing read =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .registerRowMapper(
                            org.jdbi.v3.core.mapper.reflect.ConstructorMapper.factory(Thing.class))
                        .select("SELECT b AS visitor_id, 5 AS seen_at FROM thing")
                        .mapTo(Thing.class)
                        .one());
    assertEquals(new Thing(visitor, Instant.ofEpochMilli(5)), read);
  }

  @Test
  void the_database_is_well() {
    assertTrue(database.database().isWell());
  }

  private <T> T number(T value, Class<T> type) {
    return roundTrip("id", value, type);
  }

  private <T> T bytes(T value, Class<T> type) {
    return roundTrip("b", value, type);
  }

  private <T> T roundTrip(String column, T value, Class<T> type) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              handle.execute("DELETE FROM thing");
              handle
                  .createUpdate("INSERT INTO thing (" + column + ") VALUES (:v)")
                  .bind("v", value)
                  .execute();
              return handle.select("SELECT " + column + " FROM thing").mapTo(type).one();
            });
  }

  @Test
  void a_failure_does_not_tell_what_was_bound() {
    RuntimeException failure =
        assertThrows(
            RuntimeException.class,
            () ->
                database
                    .jdbi()
                    .withHandle(
                        handle ->
                            handle
                                .createQuery("SELECT nothing FROM nowhere WHERE x = :mail")
                                .bind("mail", "jo@example.com")
                                .mapTo(String.class)
                                .list()));

    assertFalse(failure.toString().contains("jo@example.com"), failure.toString());
  }

  @Test
  void the_rows_of_a_batch_travel_together() {
    try (Handle handle = database.jdbi().open()) {
      long before = questions(handle);
      PreparedBatch batch = handle.prepareBatch("INSERT INTO thing (id, t) VALUES (:id, :t)");
      for (int i = 0; i < 100; i++) {
        batch.bind("id", new SiteId(1_000 + i)).bind("t", i % 2 == 0 ? null : "text").add();
      }
      batch.execute();
      long asked = questions(handle) - before;

      assertTrue(asked < 10, asked + " statements");
      assertEquals(
          50,
          handle
              .createQuery("SELECT COUNT(t) FROM thing WHERE id >= 1000")
              .mapTo(Integer.class)
              .one());
    }
  }

  private static long questions(Handle handle) {
    return handle
        .createQuery("SHOW SESSION STATUS LIKE 'Questions'")
        .map((row, context) -> row.getLong(2))
        .one();
  }

  @Test
  void what_a_row_looks_up_is_its_own() {
    try (Handle handle = database.jdbi().open()) {
      handle.execute("DELETE FROM thing");
      handle.execute("INSERT INTO thing (id, t) VALUES (1, 'one'), (2, 'two')");
      PreparedBatch batch =
          handle.prepareBatch(
              "INSERT INTO thing (id, t) VALUES (:id, (SELECT x.t FROM thing x WHERE x.id = :of))");
      batch.bind("id", 11).bind("of", 1).add().bind("id", 12).bind("of", 2).add();
      batch.execute();

      assertEquals(
          "two", handle.createQuery("SELECT t FROM thing WHERE id = 12").mapTo(String.class).one());
    }
  }
}
