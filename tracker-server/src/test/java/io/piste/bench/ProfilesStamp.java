package io.piste.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What generated data was made with, beside the data: whether it may be used once more. */
final class ProfilesStamp {
  /** Older data would have nobody in it who came lately. */
  private static final Duration GOOD_FOR = Duration.ofDays(3);

  /**
   * What decides which rows are made: the tables and the generator's own classes. The product's
   * code is not among them, since each run compares the sample with what that code makes of it
   * today.
   */
  private static final List<String> DECIDING =
      List.of(
          "db/migration/",
          "io/piste/bench/Shop",
          "io/piste/bench/TeaShop",
          "io/piste/bench/ProfilesCopies",
          "io/piste/bench/ProfilesSite",
          "io/piste/bench/ProfilesMaking",
          "io/piste/bench/ProfilesSettling");

  private final Path file;
  private final String said;

  ProfilesStamp(Path folder, ProfilesPlan plan) {
    this.file = folder.resolve("made");
    this.said = plan.sizes() + ", code " + code();
  }

  /** When the data was made that may be used; empty when it has to be made anew. */
  Optional<Instant> made(Instant now) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      List<String> lines = Files.readAllLines(file);
      Instant made = Instant.parse(lines.getLast());
      return lines.getFirst().equals(said) && made.plus(GOOD_FOR).isAfter(now)
          ? Optional.of(made)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Instant made) throws IOException {
    Files.writeString(file, said + "\n" + made + "\n");
  }

  private static String code() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> roots =
          List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1));
      for (String root : roots) {
        if (Files.isDirectory(Path.of(root))) {
          add(digest, Path.of(root));
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void add(MessageDigest digest, Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = root.relativize(file).toString();
        if (DECIDING.stream().anyMatch(name::startsWith) && !name.endsWith("Test.class")) {
          digest.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
