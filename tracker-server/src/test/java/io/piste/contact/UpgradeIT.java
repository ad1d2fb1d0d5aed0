package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.support.TestDatabase;
import io.piste.support.Track;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows from before statements, returns and closers were kept mean the same after the upgrade. */
final class UpgradeIT {
  private static final SiteId SITE = new SiteId(1);
  private static final VisitorId SHARED = VisitorId.random();
  private static final VisitorId ALONE = VisitorId.random();

  private static TestDatabase database;

  @BeforeAll
  static void upgrade() {
    database = TestDatabase.fresh();
    flyway().cleanDisabled(false).load().clean();
    flyway().target("2").load().migrate();
    link(SHARED, 1, Track.minute(1), Instant.EPOCH, Track.minute(10));
    link(SHARED, 2, Track.minute(10), Track.minute(10), null);
    link(ALONE, 3, Track.minute(5), Instant.EPOCH, null);
    cart("recovered", Track.minute(20));
    cart("open", null);
    write(
        """
        INSERT INTO purchase (site_id, visitor_id, order_key, cart_id, currency, total, lines_json,
                              recovered, ordered_at)
        VALUES (1, ?, 'o', 1, 'EUR', 1, '[]', TRUE, ?)
        """,
        ALONE,
        Track.minute(30));
    flyway().load().migrate();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void links_follow_from_statements_as_they_stood() {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              List<VisitorId> visitors = List.of(SHARED, ALONE);
              new LinkRows(handle, SITE).become(new StatementRows(handle, SITE).of(visitors));
            });

    assertEquals(
        List.of("1 1", "2 2", "3 3"),
        list("SELECT CONCAT(id, ' ', contact_id) FROM identity_link ORDER BY id"),
        "no row had to be written anew");
  }

  @Test
  void a_bought_cart_knows_its_order_and_a_followed_link_its_cart() {
    assertEquals(
        List.of("recovered o"),
        list(
            """
            SELECT CONCAT(c.state, ' ', p.order_key) FROM cart c JOIN purchase p ON p.id = c.closed_by
            """));
    assertEquals(
        List.of("1 " + Track.minute(20).toEpochMilli()),
        list("SELECT CONCAT(cart_id, ' ', followed_at) FROM cart_return"));
  }

  private static FluentConfiguration flyway() {
    return Flyway.configure().dataSource(database.dataSource()).locations("classpath:db/migration");
  }

  private static void link(
      VisitorId visitor, long contact, Instant linked, Instant since, @Nullable Instant undone) {
    write(
        """
        INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source, linked_at,
                                   since_at, undone_at)
        VALUES (1, ?, ?, 'verified', 'token', ?, ?, ?)
        """,
        visitor,
        contact,
        linked,
        since,
        undone);
  }

  private static void cart(String state, @Nullable Instant restored) {
    write(
        """
        INSERT INTO cart (site_id, visitor_id, cart_key, state, seq, currency, total, lines_json,
                          created_at, changed_at, updated_at, restored_at, closed_at)
        VALUES (1, ?, ?, ?, 1, 'EUR', 1, '[]', 1, 1, 1, ?, ?)
        """,
        ALONE,
        state,
        state,
        restored,
        restored == null ? null : Track.minute(30));
  }

  private static void write(String sql, @Nullable Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private static List<String> list(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
