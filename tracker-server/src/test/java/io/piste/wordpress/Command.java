package io.piste.wordpress;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A program that is run to its end; what it says on both streams is kept. */
final class Command {
  private final List<String> words;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Path.of(".");
  private ProcessBuilder.Redirect input = ProcessBuilder.Redirect.from(new File("/dev/null"));

  private Command(List<String> words) {
    this.words = words;
  }

  static Command of(List<String> words) {
    return new Command(List.copyOf(words));
  }

  static Command of(String... words) {
    return of(List.of(words));
  }

  Command in(Path where) {
    folder = where;
    return this;
  }

  /** What it is told on its standard input; nothing otherwise. */
  Command reading(Path file) {
    input = ProcessBuilder.Redirect.from(file.toFile());
    return this;
  }

  Command with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Whatever becomes of it. */
  Result run() {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(input)
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it said; fails when it failed. */
  String output() {
    Result result = run();
    if (result.status() != 0) {
      throw new AssertionError(words + " ended with " + result.status() + ":\n" + result.output());
    }
    return result.output();
  }

  /** The exit status, 0 for success, and everything that was printed. */
  record Result(int status, String output) {}
}
