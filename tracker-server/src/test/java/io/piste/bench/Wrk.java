package io.piste.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The load generator wrk with our script. */
final class Wrk {
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final String RESULT = "PISTE ";

  private final Path script;
  private final Path visitors;

  /** Writes the script into the folder, where the file of visitors is. */
  Wrk(Path folder, Path visitors) throws IOException {
    this.script = folder.resolve("ingest.lua");
    this.visitors = visitors;
    try (InputStream text = Wrk.class.getResourceAsStream("ingest.lua")) {
      if (text == null) {
        throw new IOException("ingest.lua is not on the class path");
      }
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * A load.
   *
   * @param batch events in each request
   * @param rate requests per second; 0: the next one as soon as one was answered
   */
  record Load(int connections, int batch, int rate, Duration duration) {}

  /**
   * What came of it.
   *
   * @param p50 in milliseconds
   * @param p99 in milliseconds
   * @param refused answered otherwise than 2xx or 3xx
   * @param broken not answered
   */
  record Result(
      int batch, long requests, double seconds, double p50, double p99, long refused, long broken) {
    double requestsPerSecond() {
      return (requests - refused) / seconds;
    }

    double eventsPerSecond() {
      return requestsPerSecond() * batch;
    }

    long acknowledgedEvents() {
      return (requests - refused) * batch;
    }
  }

  /** Runs it to its end. */
  Result run(int port, Load load) throws IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "--threads=1",
                "--connections=" + load.connections(),
                "--duration=" + load.duration().toSeconds() + "s",
                "--timeout=15s",
                "--script=" + script,
                "http://127.0.0.1:" + port + "/p/v1/e",
                "--",
                visitors.toString(),
                Integer.toString(load.batch()),
                Integer.toString(load.rate()))
            .redirectErrorStream(true)
            .start();
    try {
      if (!wrk.waitFor(load.duration().plus(GRACE).toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException("wrk did not end");
      }
      return result(new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8), load);
    } finally {
      wrk.destroyForcibly();
    }
  }

  private static Result result(String output, Load load) throws IOException {
    List<String> lines = output.lines().filter(line -> line.startsWith(RESULT)).toList();
    if (lines.size() != 1) {
      throw new IOException("wrk said: " + output);
    }
    JsonNode said = Json.MAPPER.readTree(lines.getFirst().substring(RESULT.length()));
    return new Result(
        load.batch(),
        said.get("requests").longValue(),
        said.get("seconds").doubleValue(),
        said.get("p50").doubleValue(),
        said.get("p99").doubleValue(),
        said.get("refused").longValue(),
        said.get("broken").longValue());
  }

  /** Says what to do when it is missing. */
  static void require() {
    try {
      new ProcessBuilder("wrk", "-v")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("wrk is missing. Debian: apt-get install wrk", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
