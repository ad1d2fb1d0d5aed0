package io.piste.demo;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shipped server in a process of its own, as an operator would run it: without the tests on its
 * class path. What it prints is kept and also written to a file.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LINK =
      Pattern.compile("https?://\\S+/console/\\S*[A-Za-z0-9_-]{16,}");

  private final Process process;
  private final Thread reader;
  private final List<String> output = new CopyOnWriteArrayList<>();

  private ServerProcess(Process process, Path log) {
    this.process = process;
    // No virtual thread: whoever reads a pipe keeps its carrier, of which a small machine has two.
    this.reader = Thread.ofPlatform().daemon().name("server-output").start(() -> read(log));
  }

  /** Starts {@code Main} with these arguments; {@code log} gets what it prints. */
  public static ServerProcess start(Path log, String... arguments) throws IOException {
    return start(log, "io.piste.Main", shippedClassPath(), arguments);
  }

  /** The same with another main class, one of the tests. */
  public static ServerProcess startTest(Path log, Class<?> main, String... arguments)
      throws IOException {
    return start(log, main.getName(), System.getProperty("java.class.path"), arguments);
  }

  private static ServerProcess start(Path log, String main, String classPath, String... arguments)
      throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                main));
    command.addAll(List.of(arguments));
    Files.createDirectories(log.toAbsolutePath().getParent());
    return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start(), log);
  }

  /** The class path of this process without the compiled tests. */
  private static String shippedClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private void read(Path log) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        var file =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        file.write(line);
        file.newLine();
        file.flush();
      }
    } catch (IOException e) {
      output.add("(the output could not be read on: " + e.getMessage() + ")");
    }
  }

  /** Waits until the server answers that it is ready. */
  public void awaitReady(int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isReady(client, request)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new DemoProblem("The server did not come up. It said:\n" + said());
        }
        Thread.sleep(100);
      }
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The last link into the console that was printed: the first administrator's. */
  Optional<String> consoleLink() {
    return output.stream()
        .map(LINK::matcher)
        .filter(java.util.regex.Matcher::find)
        .map(java.util.regex.Matcher::group)
        .reduce((first, second) -> second);
  }

  /** Everything it printed so far. */
  public String said() {
    return String.join("\n", output);
  }

  public long pid() {
    return process.pid();
  }

  /** What the system knows it by. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has ended by itself, and answers its exit code. */
  int awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new DemoProblem("The server did not end. It said:\n" + said());
    }
    reader.join();
    return process.exitValue();
  }

  /** kill -9: no time to say good-bye. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Asks it to stop, and waits; harsher when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      reader.join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a command of {@code Main} to its end and answers what it printed. */
  static String run(Path log, String... arguments) {
    try (ServerProcess command = start(log, arguments)) {
      command.awaitEnd();
      return command.said();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
