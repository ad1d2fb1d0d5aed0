package io.piste.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SegmentTest {
  private static final long SEED = 20_260_302;

  @TempDir private Path folder;

  @Test
  void what_was_appended_is_read_after_it_was_opened_again() throws IOException {
    List<Entry> written = entries(new Random(SEED), 200);
    Path file = folder.resolve("1");
    write(file, written.subList(0, 120), written.subList(120, 200));

    try (Segment segment = Segment.open(file).orElseThrow()) {
      assertEquals(written, all(segment));
      assertEquals(200, segment.entries());
      assertEquals(200, segment.count(Kind.EVENT) + segment.count(Kind.CHOICE));
      assertEquals(0, segment.tail());
    }
  }

  @Test
  void only_its_owner_may_read_it() throws IOException {
    Path file = folder.resolve("1");
    write(file, entries(new Random(SEED), 1));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void a_file_cut_at_any_byte_gives_all_entries_that_are_whole() throws IOException {
    List<Entry> written = entries(new Random(SEED), 5);
    Path file = folder.resolve("1");
    List<Long> ends = write(file, written.toArray(Entry[]::new));
    byte[] bytes = Files.readAllBytes(file);
    Path torn = folder.resolve("torn");
    for (int length = 0; length <= bytes.length; length++) {
      Files.write(torn, java.util.Arrays.copyOf(bytes, length));
      Optional<Segment> opened = Segment.open(torn);
      if (length < Segment.HEAD_BYTES) {
        assertTrue(opened.isEmpty(), "head of " + length + " bytes");
        continue;
      }
      try (Segment segment = opened.orElseThrow()) {
        int whole = (int) countUpTo(ends, length);
        assertEquals(written.subList(0, whole), all(segment), "cut at " + length);
        assertEquals(length - segment.bytes(), segment.tail());
        segment.cut();
        append(segment, List.of(written.getFirst()));
        assertEquals(whole + 1, all(segment).size());
      }
      try (Segment again = Segment.open(torn).orElseThrow()) {
        assertEquals(countUpTo(ends, length) + 1, again.entries(), "after a cut at " + length);
      }
    }
  }

  @Test
  void a_byte_that_changed_anywhere_ends_what_is_believed() throws IOException {
    List<Entry> written = entries(new Random(SEED), 12);
    Path file = folder.resolve("1");
    List<Long> ends = write(file, written.toArray(Entry[]::new));
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(SEED);
    for (int at = 0; at < bytes.length; at++) {
      byte[] spoilt = bytes.clone();
      spoilt[at] ^= (byte) (1 << random.nextInt(8));
      Path damaged = folder.resolve("damaged");
      Files.write(damaged, spoilt);
      Optional<Segment> opened = Segment.open(damaged);
      if (at < Segment.HEAD_BYTES) {
        assertTrue(opened.isEmpty(), "head spoilt at " + at);
        continue;
      }
      try (Segment segment = opened.orElseThrow()) {
        assertEquals(
            written.subList(0, (int) countUpTo(ends, at)), all(segment), "spoilt at " + at);
      }
    }
  }

  @Test
  void zeros_at_the_end_are_no_entries() throws IOException {
    List<Entry> written = entries(new Random(SEED), 3);
    Path file = folder.resolve("1");
    write(file, written);
    Files.write(file, new byte[4096], java.nio.file.StandardOpenOption.APPEND);
    try (Segment segment = Segment.open(file).orElseThrow()) {
      assertEquals(written, all(segment));
      assertEquals(4096, segment.tail());
    }
  }

  @Test
  void a_read_gives_entries_of_one_kind_and_no_more_than_asked() throws IOException {
    Path file = folder.resolve("1");
    write(
        file,
        List.of(
            new Entry(Kind.EVENT, 1, "a"),
            new Entry(Kind.EVENT, 2, "b"),
            new Entry(Kind.CHOICE, 3, "c")));
    try (Segment segment = Segment.open(file).orElseThrow()) {
      assertEquals(1, segment.read(Segment.HEAD_BYTES, 1, 1_000).entries().size());
      Segment.Slice events = segment.read(Segment.HEAD_BYTES, 10, 1_000);
      assertEquals(2, events.entries().size());
      Segment.Slice choices = segment.read(events.next(), 10, 1_000);
      assertEquals(List.of(new Entry(Kind.CHOICE, 3, "c")), choices.entries());
      assertEquals(1, segment.read(Segment.HEAD_BYTES, 10, 1).entries().size());
      assertFalse(segment.isBroken());
    }
  }

  private static List<Entry> entries(Random random, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = random.nextBoolean() ? Kind.EVENT : Kind.CHOICE;
      StringBuilder body = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        body.appendCodePoint(random.nextBoolean() ? 'a' + random.nextInt(26) : 0x1F375);
      }
      entries.add(new Entry(kind, random.nextLong(), body.toString()));
    }
    return entries;
  }

  @SafeVarargs
  private static void write(Path file, List<Entry>... groups) throws IOException {
    try (Segment segment = Segment.create(file)) {
      for (List<Entry> group : groups) {
        append(segment, group);
      }
    }
  }

  /** Answers where each entry ends. */
  private static List<Long> write(Path file, Entry... entries) throws IOException {
    List<Long> ends = new ArrayList<>();
    try (Segment segment = Segment.create(file)) {
      for (Entry entry : entries) {
        append(segment, List.of(entry));
        ends.add(segment.bytes());
      }
    }
    return ends;
  }

  private static void append(Segment segment, List<Entry> entries) throws IOException {
    segment.append(entries, Segment.encode(entries));
  }

  private static List<Entry> all(Segment segment) throws IOException {
    List<Entry> all = new ArrayList<>();
    long offset = Segment.HEAD_BYTES;
    while (offset < segment.bytes()) {
      Segment.Slice slice = segment.read(offset, 1_000, 1_000_000);
      all.addAll(slice.entries());
      offset = slice.next();
    }
    return all;
  }

  private static long countUpTo(List<Long> ends, long offset) {
    return ends.stream().filter(end -> end <= offset).count();
  }
}
