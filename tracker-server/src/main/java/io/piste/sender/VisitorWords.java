package io.piste.sender;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.eventlog.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What people said about visitors: it goes before what the program thinks, for the events that are
 * kept and for those to come (docs/adr/0045-a-verdict-can-be-turned.md). Answered from memory,
 * which {@link #refresh} brings up to date; {@link #settle} turns what arrived with the old verdict
 * while the word went round. Thread-safe.
 */
public final class VisitorWords {
  /** By then every process knows the word, and what it took before is in the log. */
  private static final Duration ROUND = Duration.ofSeconds(30);

  private static final int AT_ONCE = 100;

  private static final String SAY =
      """
      INSERT INTO visitor_word (site_id, visitor_id, verdict, said_at, said_by)
      VALUES (:site, :visitor, :verdict, :now, :who)
      ON DUPLICATE KEY UPDATE verdict = VALUES(verdict), said_at = VALUES(said_at),
        said_by = VALUES(said_by), settled = FALSE
      """;

  /** So that a visitor whom only a person doubted stands on the list too. */
  private static final String LIST =
      """
      INSERT IGNORE INTO doubtful_visitor
        (site_id, visitor_id, verdict, events, first_at, last_at)
      VALUES (:site, :visitor, 0, 0, :now, :now)
      """;

  private static final String ALL =
      "SELECT site_id, visitor_id, verdict, said_at FROM visitor_word";

  private static final String STATE =
      "SELECT CONCAT(COUNT(*), ' ', COALESCE(SUM(said_at), 0), ' ', COALESCE(SUM(verdict), 0))"
          + " FROM visitor_word";

  private static final String UNSETTLED =
      """
      SELECT site_id, visitor_id, verdict, said_at FROM visitor_word
      WHERE NOT settled AND said_at < :before ORDER BY said_at LIMIT :limit
      """;

  /** Unless it was said anew meanwhile. */
  private static final String SETTLE =
      """
      UPDATE visitor_word SET settled = TRUE
      WHERE site_id = :site AND visitor_id = :visitor AND said_at = :saidAt
      """;

  /** Gives the kept events of a visitor another verdict; in the caller's transaction. */
  @FunctionalInterface
  public interface Turn {
    /** Asks for it; it is done in the background. */
    void turn(Handle handle, SiteId site, VisitorId visitor, Verdict verdict);
  }

  private record Who(SiteId site, VisitorId visitor) {}

  private record Word(Who who, Verdict verdict, Instant saidAt) {
    static Word read(ResultSet row, StatementContext context) throws SQLException {
      return new Word(
          new Who(
              new SiteId(row.getLong("site_id")),
              new VisitorId(Jdbis.uuidOf(row.getBytes("visitor_id")))),
          Verdict.of(row.getInt("verdict")),
          Instant.ofEpochMilli(row.getLong("said_at")));
    }
  }

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Turn turn;
  private volatile Map<Who, Verdict> known = Map.of();
  private volatile String state = "";

  /** Knows nothing before the first {@link #refresh}. */
  public VisitorWords(Jdbi jdbi, InstantSource clock, Turn turn) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.turn = turn;
  }

  /** What somebody said about a visitor. */
  public Optional<Verdict> of(SiteId site, VisitorId visitor) {
    Map<Who, Verdict> all = known;
    return all.isEmpty() ? Optional.empty() : Optional.ofNullable(all.get(new Who(site, visitor)));
  }

  /** Takes a person's word, from now on and for all events that are kept. */
  public void say(SiteId site, VisitorId visitor, Verdict verdict, String who) {
    Instant now = clock.instant();
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(SAY)
              .bind("site", site)
              .bind("visitor", visitor)
              .bind("verdict", verdict.stored())
              .bind("now", now)
              .bind("who", who)
              .execute();
          handle
              .createUpdate(LIST)
              .bind("site", site)
              .bind("visitor", visitor)
              .bind("now", now)
              .execute();
          turn.turn(handle, site, visitor, verdict);
        });
    refresh();
  }

  /** Looks for words that were said elsewhere; never true: there is nothing left to do. */
  public boolean refresh() {
    jdbi.useHandle(
        handle -> {
          String present = handle.createQuery(STATE).mapTo(String.class).one();
          if (!present.equals(state)) {
            Map<Who, Verdict> all = new ConcurrentHashMap<>();
            handle
                .createQuery(ALL)
                .map(Word::read)
                .forEach(word -> all.put(word.who(), word.verdict()));
            known = all;
            state = present;
          }
        });
    return false;
  }

  /** Turns once more what was said a while ago; true when there may be more. */
  public boolean settle() {
    return jdbi.inTransaction(
        handle -> {
          List<Word> words =
              handle
                  .createQuery(UNSETTLED)
                  .bind("before", clock.instant().minus(ROUND))
                  .bind("limit", AT_ONCE)
                  .map(Word::read)
                  .list();
          for (Word word : words) {
            turn.turn(handle, word.who().site(), word.who().visitor(), word.verdict());
            handle
                .createUpdate(SETTLE)
                .bind("site", word.who().site())
                .bind("visitor", word.who().visitor())
                .bind("saidAt", word.saidAt())
                .execute();
          }
          return words.size() == AT_ONCE;
        });
  }
}
