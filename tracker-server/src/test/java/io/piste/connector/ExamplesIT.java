package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.Clocks;
import io.piste.base.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples of the documentation, run as they stand there. */
final class ExamplesIT {
  private static final Path EXAMPLES = Path.of("../docs/examples");

  private static ApiWorld world;

  @BeforeAll
  static void start() {
    world = new ApiWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void the_php_example_tells_a_cart_and_its_order() throws Exception {
    assertEquals("stored\nstored\n", run("php", EXAMPLES.resolve("shop.php").toString()));
    world.settle();
    assertEquals("ordered", world.text("SELECT state FROM cart WHERE cart_key = 'php-1'"));
    assertEquals("paid", world.text("SELECT status FROM purchase WHERE order_key = 'php-1'"));
  }

  @Test
  void the_java_example_tells_a_cart() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    assertEquals(
        "Tea shop\nstored\n", run(java, "-cp", classes, EXAMPLES.resolve("Shop.java").toString()));
    world.settle();
    assertEquals("open", world.text("SELECT state FROM cart WHERE cart_key = 'java-1'"));
  }

  @Test
  void the_lines_for_the_shell_are_answered() throws Exception {
    String page = Files.readString(Path.of("../docs/plugin-api.md"));
    List<String> answers = new ArrayList<>();
    Matcher line = Pattern.compile("```sh\\n(.*?)\\n```", Pattern.DOTALL).matcher(page);
    while (line.find()) {
      ProcessBuilder shell = new ProcessBuilder("sh", "-c", line.group(1));
      shell.environment().put("TRACKER", "http://127.0.0.1:" + world.port());
      shell.environment().put("KEY", world.key);
      shell.environment().put("VISITOR", world.browser("visits", "carts").visitor());
      shell.environment().put("NOW", Long.toString(Clocks.system().millis()));
      answers.add(said(shell));
    }
    assertEquals("Tea shop", Json.MAPPER.readTree(answers.removeFirst()).path("site").asText());
    assertEquals(List.of("{\"status\":\"stored\"}", "{\"status\":\"stored\"}"), answers);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("http://127.0.0.1:" + world.port());
    all.add(world.key);
    all.add(world.browser("visits", "carts").visitor());
    return said(new ProcessBuilder(all));
  }

  private static String said(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
