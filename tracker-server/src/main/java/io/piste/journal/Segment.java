package io.piste.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * One file of the journal: a head, then entries one after the other. An entry is its length and its
 * CRC-32C (4 bytes each), kind (1), time (8) and body; numbers are big-endian. Entries are on the
 * disk when {@link #append} returns; when it throws, none of them is there. Not thread-safe.
 */
final class Segment implements AutoCloseable {
  private static final long MAGIC = 0x5049535445_4A3031L; // PISTEJ01
  static final int HEAD_BYTES = 8 + 16 + 4;
  static final int FRAME_BYTES = 4 + 4;
  private static final int PREFIX_BYTES = 1 + 8;

  /** Far more than any entry has: a longer one is no entry. */
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  /** Entries, and where the next one begins. */
  record Slice(List<Entry> entries, long next) {}

  private record Located(Entry entry, long next) {}

  private final Path file;
  private final FileChannel channel;
  private final UUID id;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private long end = HEAD_BYTES;
  private int entries;
  private boolean broken;

  private Segment(Path file, FileChannel channel, UUID id) {
    this.file = file;
    this.channel = channel;
    this.id = id;
  }

  /** A new file with no entries, for its owner only. */
  static Segment create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Segment segment = new Segment(file, channel, UUID.randomUUID());
    try {
      segment.writeAll(segment.head(), 0);
      channel.force(true);
      forceFolder(file);
      return segment;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Reads what a file holds up to the first entry that is not whole; empty when it has no head. */
  static Optional<Segment> open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Optional<UUID> id = readHead(channel);
    if (id.isEmpty()) {
      channel.close();
      return Optional.empty();
    }
    Segment segment = new Segment(file, channel, id.get());
    segment.scan();
    return Optional.of(segment);
  }

  /** Its name in the database, never used twice. */
  UUID id() {
    return id;
  }

  Path file() {
    return file;
  }

  long bytes() {
    return end;
  }

  int entries() {
    return entries;
  }

  int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** Whether the disk failed us here: nothing more may be appended. */
  boolean isBroken() {
    return broken;
  }

  /** As {@link #append} wants them. */
  static ByteBuffer encode(List<Entry> entries) {
    List<byte[]> bodies =
        entries.stream().map(entry -> entry.body().getBytes(StandardCharsets.UTF_8)).toList();
    int size = bodies.stream().mapToInt(body -> FRAME_BYTES + PREFIX_BYTES + body.length).sum();
    ByteBuffer buffer = ByteBuffer.allocate(size);
    for (int i = 0; i < bodies.size(); i++) {
      int frame = buffer.position();
      buffer.position(frame + FRAME_BYTES);
      buffer.put(entries.get(i).kind().stored()).putLong(entries.get(i).at()).put(bodies.get(i));
      int length = buffer.position() - frame - FRAME_BYTES;
      buffer.putInt(frame, length).putInt(frame + 4, crc(buffer, frame + FRAME_BYTES, length));
    }
    return buffer.flip();
  }

  void append(List<Entry> added, ByteBuffer encoded) throws IOException {
    int size = encoded.remaining();
    try {
      writeAll(encoded, end);
      channel.force(false);
    } catch (IOException e) {
      cutAfterFailure(e);
      throw e;
    }
    end += size;
    added.forEach(this::count);
  }

  /** Up to so many entries of one kind from an offset on, at least one where there is one. */
  Slice read(long offset, int most, int mostBytes) throws IOException {
    List<Entry> found = new ArrayList<>();
    long next = offset;
    while (next < end && found.size() < most && next - offset < mostBytes) {
      Located located =
          entryAt(next).orElseThrow(() -> new IOException(file + " changed under us"));
      if (!found.isEmpty() && found.getFirst().kind() != located.entry().kind()) {
        break;
      }
      found.add(located.entry());
      next = located.next();
    }
    return new Slice(found, next);
  }

  /** How many bytes lie behind the last whole entry. */
  long tail() throws IOException {
    return channel.size() - end;
  }

  /**
   * Whether a whole entry follows the one that is not: then it was not the last to be written, but
   * spoilt later.
   */
  boolean goesOnBehindDamage() throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    if (!readAll(channel, frame, end)) {
      return false;
    }
    int length = frame.getInt();
    return isPlausible(length) && entryAt(end + FRAME_BYTES + length).isPresent();
  }

  /** Removes what lies behind the last whole entry. */
  void cut() throws IOException {
    channel.truncate(end);
    channel.force(true);
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
    forceFolder(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void scan() throws IOException {
    Optional<Located> located = entryAt(end);
    while (located.isPresent()) {
      end = located.get().next();
      count(located.get().entry());
      located = entryAt(end);
    }
  }

  private void count(Entry entry) {
    entries++;
    counts.merge(entry.kind(), 1, Integer::sum);
  }

  private Optional<Located> entryAt(long offset) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    if (!readAll(channel, frame, offset)) {
      return Optional.empty();
    }
    int length = frame.getInt();
    if (!isPlausible(length)) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.allocate(length);
    if (!readAll(channel, content, offset + FRAME_BYTES)
        || crc(content, 0, length) != frame.getInt()) {
      return Optional.empty();
    }
    Kind kind =
        Kind.of(content.get())
            .orElseThrow(() -> new IOException("a newer Piste wrote " + file + ": run that one"));
    Entry entry =
        new Entry(kind, content.getLong(), StandardCharsets.UTF_8.decode(content).toString());
    return Optional.of(new Located(entry, offset + FRAME_BYTES + length));
  }

  private static boolean isPlausible(int length) {
    return length >= PREFIX_BYTES && length <= MOST_BYTES;
  }

  /** A disk that is full, or worse: the entries were not taken, so nothing of them may stay. */
  private void cutAfterFailure(IOException failure) {
    try {
      channel.truncate(end);
      // After a failed flush nobody knows which pages are on the disk: write no more to this file.
      channel.force(true);
    } catch (IOException e) {
      failure.addSuppressed(e);
      broken = true;
    }
  }

  private ByteBuffer head() {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    head.putLong(MAGIC).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return head.putInt(crc(head, 0, HEAD_BYTES - 4)).flip();
  }

  private static Optional<UUID> readHead(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
    if (!readAll(channel, head, 0) || head.getLong() != MAGIC) {
      return Optional.empty();
    }
    UUID id = new UUID(head.getLong(), head.getLong());
    return head.getInt() == crc(head, 0, HEAD_BYTES - 4) ? Optional.of(id) : Optional.empty();
  }

  private void writeAll(ByteBuffer buffer, long offset) throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  /** False when the file ends before the buffer is full; else the buffer is ready to be read. */
  private static boolean readAll(FileChannel channel, ByteBuffer buffer, long offset)
      throws IOException {
    long at = offset;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        return false;
      }
      at += read;
    }
    buffer.flip();
    return true;
  }

  private static int crc(ByteBuffer buffer, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(from, length));
    return (int) crc.getValue();
  }

  /** A file's name is in its folder: that one has to reach the disk too. */
  private static void forceFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
