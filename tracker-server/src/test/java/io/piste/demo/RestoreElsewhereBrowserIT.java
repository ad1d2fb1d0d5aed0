package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.demo.mail.CaughtMail;
import io.piste.demo.shop.Storefront.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mail about a cart that was filled on a laptop is opened on a phone, where nobody knows the
 * person and the order is placed with another address: it is the cart's order all the same.
 */
final class RestoreElsewhereBrowserIT {
  /** One mail, and the next one much later: the sequence is still on when the order comes. */
  private static final Pace PACE =
      new Pace(
          Duration.ofSeconds(5),
          List.of(Duration.ofSeconds(2), Duration.ofMinutes(30)),
          Duration.ofMinutes(1));

  @TempDir private static Path folder;
  private static Stage stage;
  private static ConsoleReader console;

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage(Scene.ofTest(folder, PACE), new Teller());
    stage.start();
    console = new ConsoleReader(stage);
    console.becomeAdministrator();
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      console.close();
    }
    stage.close();
  }

  @Test
  void on_a_subdomain_our_cookie_comes_with_the_link() throws Exception {
    ordersOnThePhone(Placement.SUBDOMAIN, "anne@example.com", true);
  }

  @Test
  void on_the_shops_own_host_our_cookie_comes_with_the_link() throws Exception {
    ordersOnThePhone(Placement.OWN_HOST, "bruno@example.com", true);
  }

  @Test
  void on_another_site_the_page_hands_in_the_visitor_token() throws Exception {
    ordersOnThePhone(Placement.OTHER_SITE, "chloe@example.com", true);
  }

  @Test
  void whoever_agrees_after_the_link_is_known_by_the_carts_id() throws Exception {
    ordersOnThePhone(Placement.SUBDOMAIN, "denis@example.com", false);
  }

  private static void ordersOnThePhone(Placement placement, String email, boolean agreesBefore)
      throws Exception {
    String recovered = "/carts?state=recovered&site=" + stage.front(placement).siteId();
    console.open(recovered);
    int before = ended(console.text());
    leavesACart(placement, email);
    Waiting.until("a mail to " + email, () -> !mails(email).isEmpty());
    try (Shopper phone = new Shopper(stage, placement)) {
      if (agreesBefore) {
        phone.open("/");
        phone.accept();
        phone.awaitSent("page");
      }
      phone.browser().open(MailLinks.restore(mails(email).getFirst()));
      assertEquals("2 × SEN-100", phone.cartLines());
      if (agreesBefore) {
        // Another cart: the order says nothing of the one that was brought back.
        phone.endShopSession();
        phone.putIntoCart("oolong", 1);
      } else {
        phone.accept();
        phone.awaitSent("cart");
      }
      phone.order("somebody.else@example.com");
    }
    console.awaitText(
        recovered,
        "the cart of " + email + " recovered, and its sequence ended",
        text -> ended(text) == before + 1);
    assertEquals(1, mails(email).size());
  }

  private static void leavesACart(Placement placement, String email) {
    try (Shopper laptop = new Shopper(stage, placement)) {
      laptop.open("/");
      laptop.accept();
      laptop.putIntoCart("sencha", 2);
      laptop.giveAddress(email, true);
      laptop.leave();
    }
  }

  /** How many sequences on a page of carts ended with an order after one mail. */
  private static int ended(String text) {
    return text.split("1 e-mail envoyé, puis arrêt : la commande est arrivée", -1).length - 1;
  }

  private static List<CaughtMail> mails(String email) {
    return stage.catcher().mailsTo(email);
  }
}
