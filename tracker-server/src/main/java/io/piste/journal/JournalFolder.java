package io.piste.journal;

import io.piste.base.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the journal: numbered segments, and what had to be put aside. */
final class JournalFolder {
  private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);
  private static final String SUFFIX = ".journal";
  private static final Pattern SEGMENT = Pattern.compile("[0-9]{10}\\.journal");

  private final Path root;
  private long lastNumber;

  JournalFolder(Path root) {
    this.root = root;
  }

  /** What an earlier run left, in order, without what was never acknowledged. */
  List<Segment> open() throws IOException {
    PrivateFiles.createFolder(root);
    List<Path> files = files();
    List<Segment> found = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      lastNumber = number(files.get(i));
      open(files.get(i), i == files.size() - 1).ifPresent(found::add);
    }
    return found;
  }

  Segment create() throws IOException {
    Segment created = Segment.create(root.resolve("%010d%s".formatted(lastNumber + 1, SUFFIX)));
    lastNumber++;
    return created;
  }

  /** Where entries go that the database will never take; empty when there never was one. */
  Optional<Segment> aside() throws IOException {
    return Files.exists(asideFile()) ? Segment.open(asideFile()) : Optional.empty();
  }

  Segment createAside() throws IOException {
    return Segment.create(asideFile());
  }

  private Path asideFile() {
    return root.resolve("aside" + SUFFIX);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(file -> SEGMENT.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
  }

  private static Optional<Segment> open(Path file, boolean newest) throws IOException {
    Optional<Segment> segment = Segment.open(file);
    if (segment.isEmpty()) {
      // Nothing is acknowledged before the head is on the disk: in the newest it is no loss.
      keepDamaged(file, newest && Files.size(file) <= Segment.HEAD_BYTES);
      Files.delete(file);
    } else if (segment.get().tail() > 0) {
      // What was being written when the process ended lies at the end of the newest file alone.
      keepDamaged(file, newest && !segment.get().goesOnBehindDamage());
      segment.get().cut();
    }
    return segment;
  }

  private static void keepDamaged(Path file, boolean harmless) throws IOException {
    if (harmless) {
      LOG.info("{} ends in an entry that was never acknowledged; it is cut off", file);
      return;
    }
    Path copy = file.resolveSibling(file.getFileName() + ".damaged");
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    LOG.error("{} is damaged: what can be read goes on, the whole is kept as {}", file, copy);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
