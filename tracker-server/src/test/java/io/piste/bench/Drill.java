package io.piste.bench;

import io.piste.bench.Surf.Load;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Breaks something while many browsers send, and then asks: is all there that was acknowledged,
 * once, and in order?
 */
abstract class Drill implements Bench {
  private static final Load LOAD = new Load(60, 600, 0);

  private final String name;

  Drill(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  Load load() {
    return LOAD;
  }

  /** Makes the server, not started yet. */
  DrillServer prepare(Path folder) throws Exception {
    return DrillServer.prepare(folder, folder.resolve("data"), Map.of());
  }

  /** Breaks it, while the browsers send. */
  abstract void breakIt(DrillServer server, Memory memory, Consumer<Figure> figures)
      throws Exception;

  /** Tells what only this drill knows, after everything has come to rest. */
  void tell(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {}

  /** Puts away what was made beside the server, which has ended by then. */
  void putAway() {}

  @Override
  public final void run(Consumer<Figure> figures) throws Exception {
    try {
      DrillServer server = prepare(Path.of(".piste", "drill-" + name).toAbsolutePath());
      Thread whenKilled = new Thread(server::close, "close");
      Runtime.getRuntime().addShutdownHook(whenKilled);
      try (server) {
        run(server, figures);
      }
      Runtime.getRuntime().removeShutdownHook(whenKilled);
    } finally {
      putAway();
    }
  }

  private void run(DrillServer server, Consumer<Figure> figures) throws Exception {
    Memory memory = new Memory();
    server.start();
    Surf surf = Surf.begin(server, memory, load());
    try {
      rest(Duration.ofSeconds(4));
      breakIt(server, memory, figures);
      rest(Duration.ofSeconds(3));
    } finally {
      surf.end();
    }
    server.awaitQuiet();
    DrillCheck.tell(name, server, memory, figures);
    tell(server, memory, figures);
  }

  static void rest(Duration span) throws InterruptedException {
    Thread.sleep(span);
  }
}
