package io.piste.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.StartProblem;
import io.piste.support.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
  private static final JournalSettings SMALL = new JournalSettings(16);

  @TempDir private Path folder;
  private final TestClock clock = new TestClock();

  @Test
  void entries_come_back_in_their_order_after_a_restart() {
    try (Journal journal = opened(SMALL)) {
      journal.append(Kind.EVENT, List.of("1", "2"));
      journal.append(Kind.CHOICE, List.of("3"));
      journal.append(Kind.EVENT, List.of("4"));
    }
    try (Journal journal = opened(SMALL)) {
      assertEquals(4, journal.waiting());
      assertEquals(List.of("1", "2", "3", "4"), drained(journal, 10));
      assertTrue(journal.isEmpty());
    }
    assertEquals(List.of(), files());
  }

  @Test
  void what_is_done_is_gone_and_what_comes_meanwhile_stays() {
    try (Journal journal = opened(SMALL)) {
      journal.append(Kind.EVENT, List.of("1", "2", "3"));
      Journal.Batch first = journal.next(2).orElseThrow();
      journal.append(Kind.EVENT, List.of("4"));
      done(journal, first);

      assertEquals(List.of("3", "4"), drained(journal, 10));
      journal.append(Kind.EVENT, List.of("5"));
      assertEquals(List.of("5"), drained(journal, 10));
    }
  }

  @Test
  void a_full_journal_refuses_events_and_has_room_for_choices() {
    String kilobytes = "x".repeat(100_000);
    try (Journal journal = opened(SMALL)) {
      int taken = 0;
      while (takes(journal, Kind.EVENT, kilobytes)) {
        taken++;
      }
      assertTrue(journal.status().bytes() <= journal.status().capacity());
      assertFalse(journal.hasRoom());
      assertTrue(takes(journal, Kind.CHOICE, kilobytes), "a withdrawal finds room");
      while (takes(journal, Kind.CHOICE, kilobytes)) {
        taken++;
      }
      assertFalse(takes(journal, Kind.EVENT, kilobytes));
      assertTrue(journal.status().bytes() <= journal.status().capacity());

      assertEquals(taken + 1, drained(journal, 7).size());
      assertTrue(journal.hasRoom());
      assertTrue(takes(journal, Kind.EVENT, kilobytes), "there is room again");
    }
  }

  @Test
  void files_are_removed_while_later_ones_fill() {
    String megabyte = "x".repeat(1_000_000);
    try (Journal journal = opened(new JournalSettings(64))) {
      IntStream.range(0, 30).forEach(i -> journal.append(Kind.EVENT, List.of(megabyte)));
      int before = files().size();
      assertTrue(before >= 3, "segments: " + before);
      for (int i = 0; i < 20; i++) {
        done(journal, journal.next(1).orElseThrow());
      }
      assertTrue(files().size() < before);
      assertTrue(journal.status().bytes() < 20_000_000);
      assertEquals(10, journal.waiting());
    }
  }

  @Test
  void what_the_database_has_is_left_out() {
    try (Journal journal = opened(SMALL)) {
      journal.append(Kind.EVENT, List.of("1", "2"));
      journal.append(Kind.CHOICE, List.of("3"));
      journal.append(Kind.EVENT, List.of("4"));
    }
    try (Journal journal = opened(SMALL)) {
      journal.skip(journal.segments().getFirst(), 3);
      assertEquals(1, journal.status().events());
      assertEquals(0, journal.status().choices());
      assertEquals(List.of("4"), drained(journal, 10));
    }
  }

  @Test
  void shows_the_choices_that_wait_in_order() {
    try (Journal journal = opened(SMALL)) {
      journal.append(Kind.CHOICE, List.of("done"));
      journal.append(Kind.CHOICE, List.of("1"));
      journal.append(Kind.EVENT, List.of("2"));
      journal.append(Kind.CHOICE, List.of("3"));
      done(journal, journal.next(1).orElseThrow());
      List<String> seen = new ArrayList<>();
      journal.forEach(Kind.CHOICE, seen::add);
      assertEquals(List.of("1", "3"), seen);
    }
  }

  @Test
  void an_entry_that_was_half_written_is_cut_off_and_later_ones_follow() throws IOException {
    try (Journal journal = opened(SMALL)) {
      journal.append(Kind.EVENT, List.of("1"));
    }
    Files.write(files().getFirst(), new byte[] {0, 0, 0, 20, 1}, StandardOpenOption.APPEND);
    try (Journal journal = opened(SMALL)) {
      journal.append(Kind.EVENT, List.of("2"));
    }
    try (Journal journal = opened(SMALL)) {
      assertEquals(List.of("1", "2"), drained(journal, 10));
    }
    assertEquals(List.of(), files());
  }

  @Test
  void a_file_whose_head_was_half_written_is_removed() throws IOException {
    Files.createDirectories(folder.resolve("journal"));
    Files.write(folder.resolve("journal/0000000007.journal"), new byte[] {0x50, 0x49});
    try (Journal journal = opened(SMALL)) {
      assertTrue(journal.isEmpty());
      journal.append(Kind.EVENT, List.of("1"));
      assertEquals("0000000008.journal", files().getFirst().getFileName().toString());
    }
  }

  @Test
  void a_file_that_was_damaged_later_gives_what_can_be_read_and_is_kept() throws IOException {
    String megabytes = "x".repeat(5_000_000);
    try (Journal journal = opened(new JournalSettings(64))) {
      journal.append(Kind.EVENT, List.of("1"));
      journal.append(Kind.EVENT, List.of(megabytes));
      journal.append(Kind.EVENT, List.of(megabytes));
      journal.append(Kind.EVENT, List.of("4"));
    }
    Path first = files().getFirst();
    byte[] bytes = Files.readAllBytes(first);
    bytes[1_000_000] ^= 1;
    Files.write(first, bytes);
    try (Journal journal = opened(new JournalSettings(64))) {
      assertEquals(List.of("1", megabytes, "4"), drained(journal, 10));
    }
    assertEquals(
        List.of(first.getFileName() + ".damaged"),
        files().stream().map(file -> file.getFileName().toString()).toList());
  }

  @Test
  void an_entry_that_was_spoilt_before_others_is_no_half_written_one() throws IOException {
    try (Journal journal = opened(SMALL)) {
      journal.append(Kind.EVENT, List.of("first", "second", "third"));
    }
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[Segment.HEAD_BYTES + 2 * Segment.FRAME_BYTES + 9 + "first".length() + 9] ^= 1;
    Files.write(file, bytes);
    try (Journal journal = opened(SMALL)) {
      assertEquals(List.of("first"), drained(journal, 10));
    }
    assertEquals(
        List.of(file.resolveSibling(file.getFileName() + ".damaged")), files(), "kept to look at");
  }

  @Test
  void says_how_old_the_first_entry_is() {
    try (Journal journal = opened(SMALL)) {
      assertNull(journal.status().oldest());
      journal.append(Kind.EVENT, List.of("1"));
      clock.advance(Duration.ofMinutes(1));
      journal.append(Kind.EVENT, List.of("2"));
      assertEquals(clock.instant().minusSeconds(60), journal.status().oldest());
      done(journal, journal.next(1).orElseThrow());
      assertEquals(clock.instant(), journal.status().oldest());
      done(journal, journal.next(1).orElseThrow());
      assertNull(journal.status().oldest());
      assertTrue(journal.status().isQuiet());
    }
  }

  @Test
  void a_folder_that_cannot_be_used_is_told_at_the_start() throws IOException {
    Files.writeString(folder.resolve("journal"), "a file in the way");
    StartProblem problem = assertThrows(StartProblem.class, () -> opened(SMALL));
    assertEquals(StartProblem.Kind.FOLDER_UNUSABLE, problem.kind());
  }

  private Journal opened(JournalSettings settings) {
    Journal journal = new Journal(folder, settings, clock);
    journal.start();
    return journal;
  }

  private static boolean takes(Journal journal, Kind kind, String body) {
    try {
      journal.append(kind, List.of(body));
      return true;
    } catch (Problem e) {
      assertEquals(ProblemCode.DATABASE_AWAY, e.code());
      return false;
    }
  }

  private static void done(Journal journal, Journal.Batch batch) {
    journal.skip(batch.segment(), batch.to());
  }

  private static List<String> drained(Journal journal, int most) {
    List<String> all = new ArrayList<>();
    while (!journal.isEmpty()) {
      Journal.Batch batch = journal.next(most).orElseThrow();
      all.addAll(batch.bodies());
      done(journal, batch);
    }
    return all;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
