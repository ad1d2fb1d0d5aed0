package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static String run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("http://127.0.0.1:" + world.port());
    all.add(world.key);
    all.add(world.browser("visits", "carts").visitor());
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }
}
