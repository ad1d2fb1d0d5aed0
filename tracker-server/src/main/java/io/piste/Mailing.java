package io.piste;

import io.piste.automation.CartRecoveryRecheck;
import io.piste.automation.CartRules;
import io.piste.automation.CartSequences;
import io.piste.automation.EnrolmentRunner;
import io.piste.automation.Enrolments;
import io.piste.automation.TriggerRunner;
import io.piste.base.Loop;
import io.piste.cart.CartReturns;
import io.piste.connector.CartRestoreServlet;
import io.piste.consent.PresentedVisitors;
import io.piste.http.Route;
import io.piste.mail.CartMailRenderer;
import io.piste.mail.CartMails;
import io.piste.mail.MailDelivery;
import io.piste.mail.MailLinks;
import io.piste.mail.RestorableCarts;
import io.piste.mail.RestoreLinkServlet;
import io.piste.mail.ReturningVisitors;
import io.piste.mail.SmtpMailer;
import io.piste.mail.UnsubscribeServlet;
import io.piste.mail.Unsubscriptions;
import io.piste.outbox.OutboxWorker;
import io.piste.token.VisitorTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** From a left cart to a mail, and from the links in it back to the shop. */
final class Mailing implements AutoCloseable {
  private final Ground ground;
  private final Stores stores;
  private final Settings settings;
  private final BooleanSupplier current;
  private final SmtpMailer mailer;
  private final OutboxWorker worker;
  private final MailLinks links;
  private final List<Loop> loops = new ArrayList<>();

  /**
   * Begins nothing yet.
   *
   * @param current whether all that is known has been looked at; while not, nobody is written to
   */
  Mailing(Ground ground, Stores stores, Settings settings, BooleanSupplier current) {
    this.ground = ground;
    this.stores = stores;
    this.settings = settings;
    this.current = current;
    this.links = new MailLinks(ground.jdbi(), ground.clock());
    this.mailer = new SmtpMailer(settings.mail(), ground.clock());
    CartRules rules = rules();
    CartSequences sequences = sequences(rules);
    this.worker = worker(sequences);
    addLoops(rules, sequences);
  }

  void start() {
    loops.forEach(Loop::start);
  }

  /** What sends; it knows what keeps mails from leaving. */
  OutboxWorker worker() {
    return worker;
  }

  /** What the links in mails, and shops' pages, ask. */
  List<Route> routes() {
    RestorableCarts carts = restorable();
    ReturningVisitors returning = returning();
    return List.of(
        new Route(RestoreLinkServlet.PATH + "*", restoreLink(carts, returning)),
        new Route(UnsubscribeServlet.PATH + "*", unsubscribe()),
        new Route("/p/v1/restore", new CartRestoreServlet(stores.sites(), carts, returning)));
  }

  /** Lets the mail that is being sent end; the others stay in the outbox. */
  @Override
  public void close() {
    worker.close();
    loops.forEach(Loop::close);
    mailer.close();
  }

  private CartRules rules() {
    return new CartRules(
        stores.sites(),
        stores.consents(),
        stores.contacts(),
        stores.links(),
        stores.permissions(),
        stores.suppressions());
  }

  private CartSequences sequences(CartRules rules) {
    return new CartSequences(
        stores.enrolments(),
        stores.outbox(),
        stores.carts(),
        rules,
        settings.carts(),
        ground.clock());
  }

  private OutboxWorker worker(CartSequences sequences) {
    CartMails mails =
        new CartMails(
            ground.jdbi(),
            stores.sites(),
            stores.contacts(),
            stores.carts(),
            stores.enrolments(),
            settings.carts());
    MailDelivery delivery =
        new MailDelivery(mails, links, new CartMailRenderer(), mailer, ground.clock());
    return new OutboxWorker(
        stores.outbox(),
        Map.of(Enrolments.CART_RECOVERY, delivery),
        Map.of(Enrolments.CART_RECOVERY, new CartRecoveryRecheck(stores.enrolments(), sequences)),
        settings.outbox(),
        ground.clock(),
        ground.meters());
  }

  private void addLoops(CartRules rules, CartSequences sequences) {
    TriggerRunner triggers =
        new TriggerRunner(
            ground.jdbi(),
            stores.carts(),
            rules,
            sequences,
            settings.carts(),
            ground.clock(),
            ground.meters());
    EnrolmentRunner steps =
        new EnrolmentRunner(ground.jdbi(), stores.enrolments(), sequences, ground.clock());
    addLoop("left-carts", triggers::runOnce);
    addLoop("sequences", steps::runOnce);
    for (int i = 1; i <= settings.mail().connections(); i++) {
      addLoop("outbox-" + i, worker::runOnce);
    }
  }

  /** A step that acts on what people did last, so it waits while that is not known yet. */
  private void addLoop(String name, BooleanSupplier step) {
    loops.add(
        new Loop(name, settings.loopPause(), () -> current.getAsBoolean() && step.getAsBoolean()));
  }

  /** The carts behind restore links. */
  RestorableCarts restorable() {
    return new RestorableCarts(
        ground.jdbi(), links, stores.carts(), stores.links(), ground.clock());
  }

  /** Who followed a restore link. */
  ReturningVisitors returning() {
    return new ReturningVisitors(
        ground.jdbi(),
        new PresentedVisitors(new VisitorTokens(ground.secrets(), ground.clock())),
        stores.consents(),
        new CartReturns(),
        ground.clock());
  }

  private RestoreLinkServlet restoreLink(RestorableCarts carts, ReturningVisitors returning) {
    return new RestoreLinkServlet(
        ground.jdbi(), links, stores.sites(), stores.contacts(), carts, returning, ground.clock());
  }

  private UnsubscribeServlet unsubscribe() {
    Unsubscriptions unsubscriptions =
        new Unsubscriptions(
            ground.jdbi(),
            stores.contacts(),
            stores.suppressions(),
            stores.permissions(),
            stores.enrolments(),
            stores.outbox(),
            ground.clock());
    return new UnsubscribeServlet(
        links, stores.sites(), stores.contacts(), unsubscriptions, ground.clock());
  }
}
