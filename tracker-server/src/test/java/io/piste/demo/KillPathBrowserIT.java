package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.piste.demo.mail.CaughtMail;
import io.piste.demo.shop.Storefront.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with -9 in the middle of the path, twice; the path completes. */
final class KillPathBrowserIT {
  private static final String EMAIL = "kilian@example.com";

  /**
   * Short, but long enough to be killed between two mails, and to start again before the cart,
   * whose owner is not known yet, counts as abandoned.
   */
  private static final Pace PACE =
      new Pace(
          Duration.ofSeconds(15),
          List.of(Duration.ofSeconds(2), Duration.ofSeconds(12), Duration.ofSeconds(18)),
          Duration.ofMinutes(3));

  @TempDir private Path folder;

  @Test
  void completes_the_path_across_two_kills_and_sends_no_mail_twice() throws Exception {
    try (Stage stage = new Stage(Scene.ofTest(folder, PACE), new Teller())) {
      stage.start();
      try (Shopper shopper = new Shopper(stage, Placement.SUBDOMAIN)) {
        shopper.open("/");
        shopper.accept();
        shopper.putIntoCart("sencha", 2);
        // The page stays open: what the server did not acknowledge is sent again by it.
        killAndRestart(stage);
        shopper.giveAddress(EMAIL, true);
        shopper.leave();
        awaitMails(stage, 1);
        killAndRestart(stage);
        awaitMails(stage, 2);
        shopper.endShopSession();
        shopper.browser().open(MailLinks.restore(mails(stage).getLast()));
        assertEquals("2 × SEN-100", shopper.cartLines());
        assertFalse(shopper.order(EMAIL).isEmpty());
      }
      recoveredIsSeen(stage);
      eachMailCameOnce(stage);
    }
    assertEquals(List.of(), orphans(), "database processes after the stage was closed");
  }

  private void killAndRestart(Stage stage) throws Exception {
    stage.server().kill();
    assertEquals(1, orphans().size(), "the killed server leaves its database behind");
    stage.startServer();
    assertEquals(1, orphans().size(), "the orphan is adopted or ended");
  }

  private List<ProcessHandle> orphans() {
    return Stage.databases(folder);
  }

  private static void awaitMails(Stage stage, int count) throws InterruptedException {
    Waiting.until("mail " + count, () -> mails(stage).size() >= count);
  }

  private static List<CaughtMail> mails(Stage stage) {
    return stage.catcher().mailsTo(EMAIL);
  }

  private static void recoveredIsSeen(Stage stage) {
    try (ConsoleReader console = new ConsoleReader(stage)) {
      console.becomeAdministrator();
      console.awaitText("/", "the recovered revenue", text -> text.contains("29,00"));
    }
  }

  private static void eachMailCameOnce(Stage stage) {
    List<String> ids = mails(stage).stream().map(mail -> mail.header("Message-ID")).toList();
    assertEquals(ids.stream().distinct().toList(), ids);
  }
}
