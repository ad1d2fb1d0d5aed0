package io.piste.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The path that {@code ./piste demo --check} walks, a test for each of its steps. */
final class DemoPathBrowserIT {
  @TempDir private static Path folder;
  private static Stage stage;
  private static DemoPath path;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage(Scene.ofTest(folder, Pace.DEMO), new Teller());
    stage.start();
    path = new DemoPath(stage);
  }

  @AfterAll
  static void stop() {
    if (path != null) {
      path.close();
    }
    stage.close();
  }

  @TestFactory
  Stream<DynamicTest> from_a_page_view_to_a_recovered_cart() {
    List<String> unfinished = new ArrayList<>();
    return path.steps().stream()
        .map(step -> DynamicTest.dynamicTest(step.name(), () -> run(step, unfinished)));
  }

  private static void run(Step step, List<String> unfinished) throws Exception {
    if (!unfinished.isEmpty()) {
      throw new AssertionError("not reached, since this step failed: " + unfinished.getFirst());
    }
    unfinished.add(step.name());
    System.out.println(step.name() + ": " + step.act().seen());
    unfinished.clear();
  }
}
