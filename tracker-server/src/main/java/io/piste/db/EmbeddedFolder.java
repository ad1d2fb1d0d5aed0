package io.piste.db;

import io.piste.base.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/** The files of the own database below the data folder. */
final class EmbeddedFolder {
  private static final long LOG_LIMIT_BYTES = 10_000_000;
  private static final int SHOWN_ERRORS = 3;

  private final Path root;

  EmbeddedFolder(Path dataFolder) {
    root = dataFolder.resolve("mariadb");
  }

  Path root() {
    return root;
  }

  Path tables() {
    return root.resolve("tables");
  }

  /**
   * The option that gives it a folder for passing tables of its own, which is made here: one that
   * starts removes those that it finds, also another one's that runs.
   */
  String passingOption() throws IOException {
    Path folder = root.resolve("passing");
    PrivateFiles.createFolder(folder);
    return "--tmpdir=" + folder;
  }

  Path log() {
    return root.resolve("mariadb.log");
  }

  Path initFile() {
    return root.resolve("init.sql");
  }

  private Path state() {
    return root.resolve("state.properties");
  }

  /** The password of the user piste, made when it is first asked for. */
  String password() throws IOException {
    Path file = root.resolve("password");
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      PrivateFiles.write(file, HexFormat.of().formatHex(random));
    }
    return Files.readString(file).strip();
  }

  /** Where it listens; 0 when it never ran. */
  int port() throws IOException {
    Properties state = new Properties();
    if (Files.exists(state())) {
      state.load(new StringReader(Files.readString(state())));
    }
    return Integer.parseInt(state.getProperty("port", "0"));
  }

  void notePort(int port) throws IOException {
    Properties state = new Properties();
    state.setProperty("port", Integer.toString(port));
    StringWriter text = new StringWriter();
    state.store(text, null);
    PrivateFiles.write(state(), text.toString());
  }

  /** Keeps the log from growing for ever: one older file is kept. */
  void turnLog() throws IOException {
    if (Files.exists(log()) && Files.size(log()) > LOG_LIMIT_BYTES) {
      Files.move(
          log(), root.resolve("mariadb.log.1"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The last errors in the log, for the one message that the operator gets. */
  String lastErrors() {
    try {
      List<String> lines = Files.readAllLines(log(), java.nio.charset.StandardCharsets.ISO_8859_1);
      List<String> errors =
          lines.stream().filter(line -> line.contains("ERROR") || line.contains("error")).toList();
      return String.join(
          " | ", errors.subList(Math.max(0, errors.size() - SHOWN_ERRORS), errors.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
