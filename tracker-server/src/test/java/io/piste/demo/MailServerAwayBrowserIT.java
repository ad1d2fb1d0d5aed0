package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.demo.shop.Storefront.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SMTP server cannot be reached when mails are due: they wait, and leave when it is back. */
final class MailServerAwayBrowserIT {
  private static final String EMAIL = "maelle@example.com";

  /** Long enough to come to the address on a busy machine. */
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(8), List.of(Duration.ofSeconds(1)), Duration.ofMinutes(3));

  @TempDir private Path folder;

  @Test
  void keeps_mails_while_the_smtp_server_is_away_and_delivers_each_once() throws Exception {
    try (Stage stage = new Stage(Scene.ofTest(folder, PACE), new Teller())) {
      stage.start();
      stage.stopCatcher();
      try (Shopper shopper = new Shopper(stage, Placement.SUBDOMAIN)) {
        shopper.open("/");
        shopper.accept();
        shopper.putIntoCart("darjeeling", 1);
        shopper.giveAddress(EMAIL, true);
        shopper.leave();
      }
      Waiting.until(
          "a word about the SMTP server in the log",
          () -> stage.server().said().contains("127.0.0.1:" + stage.ports().smtp()));
      stage.startCatcher();
      Waiting.until("the mail", () -> !stage.catcher().mailsTo(EMAIL).isEmpty());
      assertEquals(1, stage.catcher().mailsTo(EMAIL).size());
    }
  }
}
