package io.piste.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.support.Messages;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The browsers of a drill, all at once, at about so many events a second in all. */
final class Surf {
  /** What was sent before the end may be sent again for so long. */
  private static final Duration LAST_TRIES = Duration.ofSeconds(60);

  private final Memory memory;
  private final String padding;
  private final double pauseMillis;
  private final List<Thread> surfers = new ArrayList<>();
  private volatile boolean ended;
  private volatile boolean over;

  private Surf(DrillServer server, String hash, Memory memory, Load load) {
    this.memory = memory;
    this.padding = "x".repeat(load.padding());
    this.pauseMillis = 1_000.0 * load.surfers() / load.eventsPerSecond();
    for (int i = 0; i < load.surfers(); i++) {
      Browser browser = new Browser(server, hash, i, memory, this::isOver);
      surfers.add(Thread.ofVirtual().name("surfer-" + i).unstarted(new Surfer(i, this, browser)));
    }
  }

  /**
   * How much comes.
   *
   * @param padding characters of each page's title, to fill disks
   */
  record Load(int surfers, int eventsPerSecond, int padding) {}

  /** Starts them; they come one after the other within a second. */
  static Surf begin(DrillServer server, Memory memory, Load load)
      throws IOException, InterruptedException {
    Surf surf = new Surf(server, server.textHash(), memory, load);
    for (Thread surfer : surf.surfers) {
      surfer.start();
      Thread.sleep(1_000 / load.surfers());
    }
    return surf;
  }

  Memory memory() {
    return memory;
  }

  ObjectNode page(UUID id, String path) {
    return padding.isEmpty() ? Messages.page(id, path) : Messages.page(id, path).put("ti", padding);
  }

  /** Whether more pages are looked at. */
  boolean goesOn() {
    return !ended;
  }

  /** Whether not even what was sent before is sent again. */
  boolean isOver() {
    return over;
  }

  /** Rests after so many events, so that in all there are as many as asked for. */
  void pause(double events, Random random) throws InterruptedException {
    Thread.sleep(Math.round(pauseMillis * events * (0.5 + random.nextDouble())));
  }

  /** Nobody looks at more pages; returns when all that was sent was answered. */
  void end() throws InterruptedException {
    ended = true;
    long end = System.nanoTime() + LAST_TRIES.toNanos();
    for (Thread surfer : surfers) {
      surfer.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
    over = true;
    for (Thread surfer : surfers) {
      surfer.join();
    }
  }
}
