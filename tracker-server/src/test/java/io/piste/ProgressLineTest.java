package io.piste;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.support.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private final TestClock clock = new TestClock();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void on_a_terminal_a_bar_grows_in_one_line() {
    ProgressLine line = line(true);
    line.show(0, "0 of 8 events");
    line.show(0.25, "2 of 8 events");
    line.end("Done.");

    assertEquals(
        "\r["
            + ".".repeat(32)
            + "]   0 %  0 of 8 events\u001b[K"
            + "\r["
            + "#".repeat(8)
            + ".".repeat(24)
            + "]  25 %  2 of 8 events, less than a minute"
            + " left\u001b[K"
            + "\r\u001b[KDone.\n",
        written());
  }

  @Test
  void elsewhere_a_line_comes_every_ten_seconds() {
    ProgressLine line = line(false);
    line.show(0, "a");
    clock.advance(Duration.ofSeconds(9));
    line.show(0.1, "b");
    clock.advance(Duration.ofSeconds(1));
    line.show(0.1, "c");
    line.end("Done.");

    assertEquals("  0 %  a\n 10 %  c, about 2 min left\nDone.\n", written());
  }

  @Test
  void what_was_done_before_does_not_make_the_rest_look_short() {
    ProgressLine line = line(false);
    line.show(0.8, "a");
    clock.advance(Duration.ofMinutes(10));
    line.show(0.9, "b");

    assertEquals(" 80 %  a\n 90 %  b, about 10 min left\n", written());
  }

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, clock);
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
