package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.demo.mail.CaughtMail;
import io.piste.demo.shop.Storefront.Placement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The main job from a cold visit to recovered revenue, in real browsers. Several shoppers overlap,
 * so that the carts of all of them are left while others still shop. The steps depend on each other
 * and run in order, once.
 */
final class DemoPath implements AutoCloseable {
  private static final String ANNE = "anne@example.com";
  private static final String BRUNO = "bruno@example.com";
  private static final String CHLOE = "chloe@example.com";

  private final Stage stage;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Shopper anne;
  private final Shopper bruno;
  private final Shopper chloe;
  private final Shopper denis;
  private final ConsoleReader console;
  private int anneMailsAtOrder;
  private int chloeMailsAtOrder;

  DemoPath(Stage stage) {
    this.stage = stage;
    this.anne = opened(new Shopper(stage, Placement.SUBDOMAIN));
    this.bruno = opened(new Shopper(stage, Placement.SUBDOMAIN));
    this.chloe = opened(new Shopper(stage, Placement.OTHER_SITE));
    this.denis = opened(new Shopper(stage, Placement.OWN_HOST));
    this.console = opened(new ConsoleReader(stage));
  }

  /** Walks the whole path; true when every step was right. */
  static boolean walk(Stage stage, Teller teller) {
    try (DemoPath path = new DemoPath(stage)) {
      return PathRun.walk(path.steps(), teller);
    }
  }

  /** The steps, to be done in this order. */
  List<Step> steps() {
    return List.of(
        new Step("A cold visit is silent", () -> ColdVisits.cold(anne)),
        new Step("Rejecting is silent", () -> refuse(bruno)),
        new Step("Accepting starts the visit", () -> ColdVisits.accept(anne)),
        new Step("Browsing is seen", this::browse),
        new Step("A cart is filled", () -> fill(anne)),
        new Step("An address is given, box ticked, and the shop is left", () -> leave(anne, ANNE)),
        new Step("Other site: cold and accepted", () -> coldAndAccepted(chloe)),
        new Step("Other site: cart filled", () -> fill(chloe)),
        new Step("Other site: address given, shop left", () -> leave(chloe, CHLOE)),
        new Step("Box not ticked: cart filled and left", this::leaveWithoutTick),
        new Step("Own host: cold, accepted, browsed", this::ownHost),
        new Step("The mail arrives", () -> mailArrives(ANNE)),
        new Step("Its link fills the cart again", () -> restore(anne, ANNE)),
        new Step("The order is placed", this::orderAnne),
        new Step("Other site: the mail arrives", () -> mailArrives(CHLOE)),
        new Step("Other site: the page fills the cart again", () -> restore(chloe, CHLOE)),
        new Step("Other site: the order is placed", this::orderChloe),
        new Step("The console shows the recovered revenue", this::recoveredRevenue),
        new Step("Box not ticked: no mail, and the console says why", this::reasonShown),
        new Step("Unsubscribing by POST", this::unsubscribe),
        new Step("Withdrawal", () -> ColdVisits.withdraw(anne)),
        new Step("Each mail came once, none after the orders", this::mailsCounted));
  }

  private static String refuse(Shopper shopper) {
    shopper.open("/");
    return ColdVisits.refuse(shopper);
  }

  private String browse() {
    anne.open("/teas/darjeeling");
    anne.awaitSent("product");
    anne.open("/blog/gongfu");
    anne.browser().awaitThat("page views", () -> anne.count("page") >= 3);
    return anne.eventKinds() + " sent";
  }

  private static String fill(Shopper shopper) {
    shopper.putIntoCart("sencha", 2);
    shopper.putIntoCart("oolong", 1);
    shopper.browser().awaitThat("cart snapshots", () -> shopper.count("cart") >= 2);
    return shopper.cartLines();
  }

  private static String leave(Shopper shopper, String email) {
    shopper.giveAddress(email, true);
    String kinds = shopper.eventKinds();
    shopper.leave();
    return email + "; " + kinds + " sent";
  }

  private static String coldAndAccepted(Shopper shopper) {
    return ColdVisits.cold(shopper) + "; accepted: " + ColdVisits.accept(shopper);
  }

  /** Bruno changes his mind about the tracker, but wants no mail. */
  private String leaveWithoutTick() {
    bruno.acceptByControl();
    bruno.putIntoCart("pu-erh", 1);
    bruno.giveAddress(BRUNO, false);
    bruno.leave();
    return "1 × PUE-200 for " + BRUNO;
  }

  private String ownHost() {
    String seen = coldAndAccepted(denis);
    denis.open("/teas/jasmin");
    denis.awaitSent("product");
    return seen + "; then " + denis.eventKinds();
  }

  private String mailArrives(String address) throws InterruptedException {
    Waiting.until("a mail to " + address, () -> !stage.catcher().mailsTo(address).isEmpty());
    CaughtMail mail = firstMail(address);
    assertTrue(mail.html().contains("/pictures/sencha.jpg"), "a picture of the cart's lines");
    assertTrue(mail.text().contains("Sencha d'Uji"), "the cart's lines in the plain text");
    assertEquals("List-Unsubscribe=One-Click", mail.header("List-Unsubscribe-Post"));
    return "\""
        + mail.head().subject()
        + "\" from "
        + mail.head().from()
        + " with the cart's lines";
  }

  private CaughtMail firstMail(String address) {
    return stage.catcher().mailsTo(address).getFirst();
  }

  /** In a browser where the shop's session is over. */
  private String restore(Shopper shopper, String address) {
    shopper.endShopSession();
    shopper.browser().open(MailLinks.restore(firstMail(address)));
    String lines = shopper.cartLines();
    assertEquals("2 × SEN-100, 1 × OOL-75", lines);
    String url = shopper.browser().driver().getCurrentUrl();
    assertFalse(url.contains("piste_restore"), "the token is gone from the address");
    return lines + " at " + url;
  }

  private String orderAnne() {
    String number = anne.order(ANNE);
    anneMailsAtOrder = stage.catcher().mailsTo(ANNE).size();
    return number + ", 47.90 EUR";
  }

  private String orderChloe() {
    String number = chloe.order(CHLOE);
    chloeMailsAtOrder = stage.catcher().mailsTo(CHLOE).size();
    return number + ", 47.90 EUR";
  }

  private String recoveredRevenue() {
    console.becomeAdministrator();
    console.awaitText("/", "the recovered revenue", text -> text.contains("47,90"));
    return "signed in by the printed link; 47,90 € recovered on the overview";
  }

  private String reasonShown() {
    String reason = "la case des offres n’a pas été cochée";
    String text =
        console.awaitText("/carts", "why Bruno got no mail", page -> page.contains(reason));
    assertEquals(List.of(), stage.catcher().mailsTo(BRUNO), "mails to " + BRUNO);
    return text.lines().filter(line -> line.contains(reason)).findFirst().orElse("");
  }

  private String unsubscribe() throws Exception {
    CaughtMail mail = firstMail(ANNE);
    String address = MailLinks.unsubscribe(mail);
    assertEquals(200, MailLinks.look(address), "looking at the unsubscribe page");
    int status = MailLinks.oneClick(address);
    assertEquals(200, status, "unsubscribing with one click");
    return "POST answered " + status;
  }

  private String mailsCounted() {
    List<CaughtMail> mails = stage.catcher().mails();
    long different = mails.stream().map(mail -> mail.header("Message-ID")).distinct().count();
    assertEquals(mails.size(), different, "mails with a Message-ID of their own");
    assertEquals(anneMailsAtOrder, stage.catcher().mailsTo(ANNE).size(), "mails to " + ANNE);
    assertEquals(chloeMailsAtOrder, stage.catcher().mailsTo(CHLOE).size(), "mails to " + CHLOE);
    assertEquals(List.of(), stage.catcher().mailsTo(BRUNO), "mails to " + BRUNO);
    return "%d to %s, %d to %s, 0 to %s"
        .formatted(anneMailsAtOrder, ANNE, chloeMailsAtOrder, CHLOE, BRUNO);
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        // A browser that is gone already is as good as closed.
      }
    }
  }
}
