package io.piste.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.ContactId;
import io.piste.base.Problem;
import io.piste.db.JsonRows;
import io.piste.profile.PersonWatch;
import io.piste.profile.ProfileRunner;
import io.piste.profile.ProfileRuns;
import io.piste.segment.Rule;
import io.piste.segment.Segment;
import io.piste.segment.SegmentCount;
import io.piste.segment.SegmentFiller;
import io.piste.segment.SegmentNews;
import io.piste.segment.SegmentWatch;
import io.piste.segment.Segments;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets profiles and members of segments follow from what is stored, as of a moment: by notes about
 * everybody and segments filled by the database, or bit by bit with segments kept in memory.
 */
final class ProfilesSettling {
  private static final int WRITTEN_AT_ONCE = 10_000;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final ProfileRunner alone;
  private final ProfileRunner watched;
  private final SegmentFiller filler;

  ProfilesSettling(Jdbi jdbi, Instant now) {
    this.jdbi = jdbi;
    clock = InstantSource.fixed(now);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    PersonWatch watch = new SegmentWatch(SegmentNews.UNHEARD, clock, meters);
    alone = new ProfileRunner(jdbi, List.of(), clock, meters);
    watched = new ProfileRunner(jdbi, List.of(watch), clock, meters);
    filler = new SegmentFiller(jdbi, clock, meters);
    // Nobody is there yet for whom new rules would change anything.
    jdbi.useHandle(handle -> handle.execute("DELETE FROM profile_run"));
  }

  /** Notes that something about everybody changed. */
  void noteAll() {
    jdbi.useTransaction(
        handle ->
            handle.execute(
                "INSERT INTO contact_change (site_id, contact_id) SELECT ?, id FROM contact ORDER"
                    + " BY id",
                ProfilesSite.ID.value()));
  }

  /** Profiles alone, of everybody: a run of the site, which goes by the rows of profiles. */
  void settleProfiles() throws SQLException {
    jdbi.useTransaction(
        handle -> {
          patiently(handle);
          handle.execute(
              "INSERT INTO profile (site_id, contact_id, stage, stage_at, made_at)"
                  + " SELECT ?, id, 'engagement', 0, 0 FROM contact ORDER BY id",
              ProfilesSite.ID.value());
        });
    new ProfileRuns(jdbi, clock).ask(ProfilesSite.ID);
    while (alone.runOnce()) {}
  }

  /**
   * Members of segments, found by the database for everybody at once and written in bulk: to fill
   * them portion by portion, as the program does beside its other work, takes some times longer. It
   * does so for rules that take too long at once.
   */
  void fillSegments() {
    List<Segment> segments = new ArrayList<>(new Segments(jdbi, clock).all(ProfilesSite.ID));
    segments.sort(Comparator.comparingLong(Segment::id));
    for (Segment segment : segments) {
      List<ContactId> members = members(Objects.requireNonNull(segment.rule()));
      if (!members.isEmpty()) {
        jdbi.useTransaction(handle -> write(handle, segment, members.reversed()));
      }
    }
    while (filler.runOnce()) {}
  }

  private List<ContactId> members(Rule rule) {
    try {
      return new SegmentCount(jdbi, clock).count(ProfilesSite.ID, rule, Integer.MAX_VALUE).sample();
    } catch (Problem e) {
      return List.of();
    }
  }

  /** Some statements about everybody take longer than the pool lets anybody wait. */
  private static void patiently(Handle handle) throws SQLException {
    handle.getConnection().setNetworkTimeout(Runnable::run, 0);
  }

  private void write(Handle handle, Segment segment, List<ContactId> members) {
    for (int i = 0; i < members.size(); i += WRITTEN_AT_ONCE) {
      JsonRows rows = new JsonRows();
      members
          .subList(i, Math.min(members.size(), i + WRITTEN_AT_ONCE))
          .forEach(contact -> rows.row(contact));
      handle
          .createUpdate(
              """
              INSERT INTO segment_member (segment_id, contact_id, entered_at)
              SELECT :segment, v.id, :now
              FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
              """)
          .bind("segment", segment.id())
          .bind("now", clock.instant())
          .bind("rows", rows.toString())
          .execute();
    }
    handle.execute("UPDATE segment SET filled = version WHERE id = ?", segment.id());
  }

  /** Restricts one contact in some hundred, whom nothing is done with from then on. */
  void restrictSome() throws SQLException {
    jdbi.useTransaction(
        handle -> {
          patiently(handle);
          handle.execute(
              "UPDATE contact SET restricted_at = created_at + 1000 WHERE CRC32(email) % 331 = 0");
          handle.execute(
              "INSERT INTO contact_change (site_id, contact_id)"
                  + " SELECT ?, id FROM contact WHERE restricted_at IS NOT NULL",
              ProfilesSite.ID.value());
        });
    settleInMemory();
  }

  /** Fills segments that are new; then those who are noted, and what segments they are in. */
  void settleInMemory() {
    while (filler.runOnce()) {}
    while (watched.runOnce()) {}
  }
}
