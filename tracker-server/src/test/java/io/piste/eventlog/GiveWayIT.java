package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestLog;
import io.piste.support.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GiveWayIT {
  private static TestLog log;
  private GiveWay giveWay;

  @BeforeAll
  static void start() {
    log = TestLog.start();
  }

  @BeforeEach
  void fall_behind() {
    log.project();
    giveWay = new GiveWay(log.jdbi(), Duration.ofSeconds(10));
    List<LoggedEvent> many = new ArrayList<>();
    Track ada = Track.fresh();
    for (int i = 0; i < 6_500; i++) {
      many.add(ada.page(i / 1_000.0, "/"));
    }
    log.log().append(many);
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void the_projector_goes_first_while_it_is_behind() throws InterruptedException {
    Thread projecting =
        Thread.ofVirtual()
            .start(
                () -> {
                  sleep(Duration.ofMillis(500));
                  log.project();
                });
    giveWay.toProjector();

    assertTrue(behind() <= 4_000, "behind by " + behind());
    projecting.join();
  }

  @Test
  void where_nobody_projects_it_waits_once() {
    long begun = System.nanoTime();
    giveWay.toProjector();
    long once = System.nanoTime();
    giveWay.toProjector();
    long twice = System.nanoTime();

    assertEquals(6_500, behind());
    assertTrue(once - begun < Duration.ofSeconds(9).toNanos(), "it ends");
    assertTrue(twice - once < Duration.ofSeconds(1).toNanos(), "and does not wait again");
  }

  private static long behind() {
    return log.count(
        "SELECT (SELECT MAX(seq) FROM event_log) - (SELECT seq FROM event_checkpoint)");
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
