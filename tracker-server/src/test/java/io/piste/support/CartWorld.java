package io.piste.support;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.automation.CartRecoveryRecheck;
import io.piste.automation.CartRules;
import io.piste.automation.CartSequences;
import io.piste.automation.CartSettings;
import io.piste.automation.Enrolment;
import io.piste.automation.EnrolmentRunner;
import io.piste.automation.Enrolments;
import io.piste.automation.TriggerRunner;
import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.cart.CartKeeper;
import io.piste.cart.CartReturns;
import io.piste.cart.Carts;
import io.piste.consent.Consents;
import io.piste.consent.PresentedVisitors;
import io.piste.consent.Purpose;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinker;
import io.piste.contact.IdentityLinks;
import io.piste.contact.MarketingPermissions;
import io.piste.contact.Suppressions;
import io.piste.eventlog.LoggedEvent;
import io.piste.mail.CartMailRenderer;
import io.piste.mail.CartMails;
import io.piste.mail.MailDelivery;
import io.piste.mail.MailLinks;
import io.piste.mail.MailSecurity;
import io.piste.mail.MailSettings;
import io.piste.mail.RestorableCarts;
import io.piste.mail.ReturningVisitors;
import io.piste.mail.SmtpMailer;
import io.piste.mail.Unsubscriptions;
import io.piste.outbox.Delivery;
import io.piste.outbox.Outbox;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.OutboxSettings;
import io.piste.outbox.OutboxWorker;
import io.piste.protocol.CartLine;
import io.piste.protocol.Identity;
import io.piste.protocol.Proof;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.token.Secrets;
import io.piste.token.VisitorTokens;
import io.piste.webhook.Deliveries;
import io.piste.webhook.WebhookNews;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/**
 * A shop with cart recovery switched on, people with carts, and all that stands between a left cart
 * and a mail. Time moves by {@link #clock}, the work by the runners' cranks.
 */
public final class CartWorld {
  /** Left after 30 minutes; mails an hour, a day and three days later; one sequence a week. */
  public static final CartSettings SETTINGS =
      new CartSettings(
          Duration.ofMinutes(30),
          List.of(Duration.ofHours(1), Duration.ofHours(24), Duration.ofHours(72)),
          Duration.ofDays(7));

  /** How long a mail belongs to a worker. */
  public static final OutboxSettings OUTBOX = new OutboxSettings(Duration.ofMinutes(2));

  private static final AtomicInteger PEOPLE = new AtomicInteger();

  public final TestClock clock;
  public final Jdbi jdbi;
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final Sites sites;
  public final Contacts contacts;
  public final Carts carts;
  public final MarketingPermissions permissions;
  public final Suppressions suppressions;
  public final Outbox outbox;
  public final Enrolments enrolments;
  public final CartSequences sequences;
  public final TriggerRunner triggers;
  public final EnrolmentRunner steps;
  public final MailLinks links;
  public final RestorableCarts restorable;
  public final ReturningVisitors returning;
  public final Unsubscriptions unsubscriptions;
  private final InstantSource time;
  private final Site site;

  /** A person in front of a browser. */
  public record Shopper(VisitorId visitor, ContactId contact, EmailAddress email) {}

  private CartWorld(Jdbi jdbi, TestClock clock, InstantSource time) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.time = time;
    this.sites = new Sites(jdbi, time);
    this.contacts = new Contacts(jdbi);
    this.carts = new Carts(jdbi);
    this.permissions =
        new MarketingPermissions(
            jdbi, new WebhookNews(new Deliveries(jdbi, time), sites, contacts));
    this.suppressions = new Suppressions(jdbi, CartWorld::hash);
    this.outbox = new Outbox(jdbi, time);
    this.enrolments = new Enrolments(jdbi);
    CartRules rules =
        new CartRules(
            sites,
            new Consents(jdbi, time),
            contacts,
            new IdentityLinks(jdbi),
            permissions,
            suppressions);
    this.sequences = new CartSequences(enrolments, outbox, carts, rules, SETTINGS, time);
    this.triggers = new TriggerRunner(jdbi, carts, rules, sequences, SETTINGS, time, meters);
    this.steps = new EnrolmentRunner(jdbi, enrolments, sequences, time);
    this.links = new MailLinks(jdbi, time);
    this.restorable = new RestorableCarts(jdbi, links, carts, new IdentityLinks(jdbi), time);
    this.returning =
        new ReturningVisitors(
            jdbi,
            new PresentedVisitors(visitorTokens()),
            new Consents(jdbi, time),
            new CartReturns(),
            time);
    this.unsubscriptions =
        new Unsubscriptions(jdbi, contacts, suppressions, permissions, enrolments, outbox, time);
    this.site = addSite("La Théière", "tea.example");
  }

  /** A new shop on a database, with a clock that stands still. */
  public static CartWorld on(Jdbi jdbi) {
    TestClock clock = new TestClock();
    return new CartWorld(jdbi, clock, clock);
  }

  /** A new shop on a database that another process uses too, with the machine's clock. */
  public static CartWorld shared(Jdbi jdbi) {
    return new CartWorld(jdbi, new TestClock(), io.piste.base.Clocks.system());
  }

  /** The shop that is there from the start. */
  public Site site() {
    return sites.byId(site.id());
  }

  /** One more shop, at www, tracked by t. */
  public Site addSite(String name, String domain) {
    return sites.add(
        NewSite.named(name)
            .trackerUrl("https://t." + domain)
            .cookieDomain(domain)
            .restoreUrl("https://www." + domain + "/panier")
            .sender(name, "bonjour@" + domain)
            .postalAddress(name + "\n12 rue des Feuilles\n44000 Nantes")
            .cartRecovery(true)
            .origins(List.of("https://www." + domain))
            .build());
  }

  /** Somebody who allowed everything, ticked the box and is known by an address. */
  public Shopper shopper() {
    return shopper("person" + PEOPLE.incrementAndGet() + "@mail.example");
  }

  /** The same with a given address: a second browser of a person, for one. */
  public Shopper shopper(String address) {
    return known(VisitorId.random(), address, Proof.CLAIMED);
  }

  /** Somebody sits down at a browser, allows everything and says, or proves, who it is. */
  public Shopper known(VisitorId visitor, String address, Proof proof) {
    EmailAddress email = new EmailAddress(address);
    allow(visitor, Purpose.VISITS, Purpose.CARTS);
    play(
        track(visitor)
            .identity(minute(), new Identity(address, null, proof, null, null, "fr", true)));
    return new Shopper(visitor, contacts.byEmail(email).orElseThrow().id(), email);
  }

  /** Makes events of a visitor of the shop. */
  public Track track(VisitorId visitor) {
    return new Track(site.id(), visitor, EnumSet.allOf(Purpose.class));
  }

  /** What a browser keeps where our cookies do not reach. */
  public String visitorToken(Site of, VisitorId visitor) {
    return visitorTokens().issue(of.publicId(), visitor, time.instant().plus(Duration.ofDays(30)));
  }

  private VisitorTokens visitorTokens() {
    return new VisitorTokens(new Secrets(new byte[32]), time);
  }

  /** Now, in minutes of a track. */
  public double minute() {
    return Duration.between(Track.START, time.instant()).toMillis() / 60_000.0;
  }

  /** What follows from events for contacts and carts. */
  public void play(LoggedEvent... events) {
    jdbi.useTransaction(
        handle -> {
          new IdentityLinker(contacts, permissions).project(handle, List.of(events));
          new CartKeeper().project(handle, List.of(events));
        });
  }

  /** What the visitor allows from now on; nothing takes the consent back. */
  public void allow(VisitorId visitor, Purpose... purposes) {
    change("DELETE FROM consent_state WHERE site_id = ? AND visitor_id = ?", site.id(), visitor);
    if (purposes.length > 0) {
      change(
          "INSERT INTO consent_state (site_id, visitor_id, consent_id, purposes, expires_at)"
              + " VALUES (?, ?, ?, ?, ?)",
          site.id(),
          visitor,
          UUID.randomUUID(),
          Purpose.bits(java.util.Set.of(purposes)),
          time.instant().plus(Duration.ofDays(180)));
    }
  }

  /** A filled cart, touched just now; answers its number. */
  public long cart(VisitorId visitor) {
    return cart(visitor, List.of(line("sencha", "Sencha d’Uji", 2, "14.90")));
  }

  /** A cart with these lines. */
  public long cart(VisitorId visitor, List<CartLine> lines) {
    BigDecimal total =
        lines.stream().map(CartLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    return jdbi.withHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO cart (site_id, visitor_id, cart_key, state, seq, currency, total,"
                        + " lines_json, language, created_at, changed_at, updated_at, life)"
                        + " VALUES (:site, :visitor, :key, 'open', 1, 'EUR', :total, :lines, 'fr',"
                        + " :now, :now, :now, 1)")
                .bind("site", site.id())
                .bind("visitor", visitor)
                .bind("key", "c" + UUID.randomUUID())
                .bind("total", total)
                .bind("lines", Json.write(lines))
                .bind("now", time.instant())
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  /** A line of a cart with a picture of the shop. */
  public static CartLine line(String sku, String name, int quantity, String price) {
    return new CartLine(
        sku,
        name,
        quantity,
        new BigDecimal(price),
        null,
        "https://www.tea.example/" + sku + ".jpg");
  }

  /** Makes a cart ordered, recovered, open or emptied. */
  public void state(long cart, String state) {
    change("UPDATE cart SET state = ?, updated_at = ? WHERE id = ?", state, time.instant(), cart);
  }

  /** Any change of a row. */
  public void change(String sql, Object... values) {
    jdbi.useHandle(handle -> handle.execute(sql, values));
  }

  /** Lets time pass and turns every crank until nothing moves. */
  public void pass(Duration time) {
    clock.advance(time);
    turn();
  }

  /** Turns the cranks of triggers and steps until nothing moves. */
  public void turn() {
    while (triggers.runOnce()) {}
    while (steps.runOnce()) {}
  }

  /** The latest round of a cart. */
  public Enrolment enrolment(long cart) {
    return Optional.ofNullable(enrolments.latestOfCarts(List.of(cart)).get(cart)).orElseThrow();
  }

  /** A cart's latest state and reason, such as {@code refused no_sender}. */
  public String verdict(long cart) {
    Enrolment enrolment = enrolment(cart);
    String reason = enrolment.reason();
    return enrolment.state().word() + (reason == null ? "" : " " + reason);
  }

  /** What the outbox holds for a person, oldest first. */
  public List<OutboxMessage> mails(Shopper shopper) {
    return outbox.ofContact(shopper.contact(), 100).reversed();
  }

  /** Leaves a cart of a new person and waits until its first mail is due. */
  public Shopper waiting() {
    Shopper shopper = shopper();
    cart(shopper.visitor());
    pass(Duration.ofMinutes(30));
    pass(Duration.ofHours(1));
    return shopper;
  }

  /** Sends by a delivery of the test's own. */
  public OutboxWorker worker(Delivery delivery) {
    return new OutboxWorker(
        outbox,
        Map.of(Enrolments.CART_RECOVERY, delivery),
        Map.of(Enrolments.CART_RECOVERY, new CartRecoveryRecheck(enrolments, sequences)),
        OUTBOX,
        time,
        meters);
  }

  /** Really renders, and hands over by SMTP. */
  public MailDelivery delivery(SmtpMailer mailer) {
    CartMails mails = new CartMails(jdbi, sites, contacts, carts, enrolments, SETTINGS);
    return new MailDelivery(mails, links, new CartMailRenderer(), mailer, time);
  }

  /** Talks to a server on this machine without encryption. */
  public SmtpMailer mailer(int port) {
    return new SmtpMailer(smtp(port, Duration.ofSeconds(20)), time);
  }

  /** A server on this machine without encryption. */
  public static MailSettings smtp(int port, Duration timeout) {
    return new MailSettings(
        Optional.of("127.0.0.1"),
        port,
        new MailSettings.Protection(MailSecurity.NONE, List.of()),
        Optional.empty(),
        Optional.of("test.example"),
        2,
        timeout);
  }

  private static byte[] hash(String text) {
    byte[] hash = new byte[32];
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, hash, 0, Math.min(bytes.length, 32));
    return hash;
  }
}
