package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.browser.Browser;
import io.piste.browser.Look;
import io.piste.browser.Pictures;
import io.piste.demo.mail.CaughtMail;
import io.piste.demo.shop.Storefront.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The banner on the demo's shop and the mail about its cart, as people see them. */
final class DemoLookBrowserIT {
  private static final String EMAIL = "lea@example.com";
  private static final List<Look> LOOKS = List.of(Look.DESK, Look.PHONE);

  /** For the mail: there is more above the fold of a mail program's window than of a page's. */
  private static final List<Look> MAIL_LOOKS =
      List.of(new Look(1280, 940, false), new Look(390, 940, false));

  /** Long enough to come to the address on a busy machine. */
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(8), List.of(Duration.ofSeconds(1)), Duration.ofMinutes(3));

  private static final String BROKEN_PICTURES =
      "return [...document.images].filter((i) => !i.complete || !i.naturalWidth).map((i) => i.src)";

  @TempDir private Path folder;

  @Test
  void banner_and_mail_fit_a_desk_and_a_telephone() throws Exception {
    try (Stage stage = new Stage(Scene.ofTest(folder, PACE), new Teller())) {
      stage.start();
      try (Shopper shopper = new Shopper(stage, Placement.SUBDOMAIN)) {
        lookAtBanner(shopper);
        leaveCart(shopper);
        Waiting.until("the mail", () -> !stage.catcher().mailsTo(EMAIL).isEmpty());
        lookAtMail(shopper.browser(), stage);
      }
    }
  }

  private static void lookAtBanner(Shopper shopper) {
    Browser browser = shopper.browser();
    for (Look look : LOOKS) {
      browser.look(look);
      browser.prefers("reduced-motion", "reduce");
      shopper.open("/en/");
      shopper.awaitBanner();
      browser.awaitThat("pictures", () -> List.of().equals(browser.run(BROKEN_PICTURES)));
      assertFits(browser, look);
      Pictures.take(browser, "banner", look);
    }
  }

  private static void leaveCart(Shopper shopper) {
    shopper.browser().look(Look.DESK);
    shopper.accept();
    for (String tea : List.of("sencha", "oolong", "pu-erh")) {
      shopper.open("/en/teas/" + tea);
      shopper.browser().click("#add");
      shopper.browser().find("#lines");
    }
    shopper.giveAddress(EMAIL, true);
    shopper.leave();
  }

  private static void lookAtMail(Browser browser, Stage stage) {
    CaughtMail mail = stage.catcher().mailsTo(EMAIL).getFirst();
    for (Look look : MAIL_LOOKS) {
      browser.look(look);
      browser.open(stage.mailsUrl() + "/mails/" + mail.number() + "/html");
      assertEquals(List.of(), browser.run(BROKEN_PICTURES));
      assertFits(browser, look);
      Pictures.take(browser, "mail", look);
    }
  }

  private static void assertFits(Browser browser, Look look) {
    Object width = browser.run("return document.documentElement.scrollWidth");
    assertTrue(width instanceof Long pixels && pixels <= look.width(), look + " shows " + width);
  }
}
