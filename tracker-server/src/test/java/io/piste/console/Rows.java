package io.piste.console;

import io.piste.base.VisitorId;
import io.piste.site.Site;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Writes rows as the stores would have left them. */
final class Rows {
  static final String SESSION =
      """
      INSERT INTO visit_session
        (id, site_id, visitor_id, started_at, last_at, pages, entry_url, referrer, entered_at,
         entry_path, exited_at, exit_path, visible_ms, channel, source, medium, campaign, device,
         browser, os, country)
      VALUES (:id, :site, :visitor, :started, :last, :pages, :entry, :referrer, :started,
         :entryPath, :last, :exitPath, :visible, :channel, :source, :medium, :campaign, :device,
         :browser, :os, :country)
      """;
  static final String CONTACT =
      """
      INSERT INTO contact
        (id, email, first_name, last_name, language, origin, created_at, last_interaction_at)
      VALUES (:id, :email, :first, :last, 'fr', 'identify', :created, :last_at)
      """;
  static final String CART =
      """
      INSERT INTO cart (site_id, visitor_id, cart_key, state, seq, currency, total, lines_json,
        language, life, created_at, changed_at, updated_at, abandoned_at, restored_at, closed_at)
      VALUES (:site, :visitor, :key, :state, 1, :currency, :total, :lines, 'fr', 1, :created,
        :updated, :updated, :abandoned, :restored, :closed)
      """;
  static final String PURCHASE =
      """
      INSERT INTO purchase (site_id, visitor_id, order_key, cart_id, currency, total, lines_json,
        recovered, ordered_at)
      VALUES (:site, :visitor, :key, :cart, :currency, :total, '[]', :recovered, :at)
      """;
  static final String PAGE_VIEW =
      """
      INSERT INTO page_view (site_id, visitor_id, session_id, viewed_at, url, path, title)
      VALUES (:site, :visitor, :session, :at, :url, :path, :title)
      """;
  static final String EVENT =
      """
      INSERT INTO visit_event (site_id, visitor_id, session_id, happened_at, kind, name, path,
        amount)
      VALUES (:site, :visitor, 0, :at, :kind, :name, :path, :amount)
      """;
  private static final String LINK =
      """
      INSERT INTO identity_link (site_id, visitor_id, contact_id, proof, source, linked_at, since_at)
      VALUES (:site, :visitor, :contact, 'claimed', 'form', :at, 0)
      """;
  private static final String PERMISSION =
      """
      INSERT INTO marketing_permission (contact_id, site_id, granted, proof, source, decided_at)
      VALUES (:contact, :site, :granted, 'claimed', 'checkout', :at)
      """;
  private static final String ENROLMENT =
      """
      INSERT INTO enrolment
        (automation, site_id, cart_id, contact_id, state, reason, step, enrolled_at)
      VALUES ('cart-recovery', :site, :cart, :contact, :state, :reason, 1, :at)
      """;
  private static final String MAIL =
      """
      INSERT INTO outbox_message (dedupe_key, kind, site_id, contact_id, enrolment_id, step, state,
        subject, attempts, due_at, server_reply, created_at, sent_at)
      VALUES (:key, 'cart-recovery', :site, :contact, :enrolment, :step, 'sent', :subject, 1, :at,
        '250 2.0.0 Ok: queued as 4F2A1', :at, :at)
      """;

  record Enrolment(Site site, long cart, long contact, String state, @Nullable String reason) {}

  record Mail(Site site, long contact, long enrolment, int step) {}

  private Rows() {}

  /** A visit; its attributes are those of a way and of a device. */
  record Session(
      Site site, VisitorId visitor, Instant started, List<String> paths, Way way, Gear gear) {}

  /** Where a visit came from. */
  record Way(
      String channel, String source, String medium, String campaign, @Nullable String referrer) {}

  /** On what it happened. */
  record Gear(String device, String browser, String os, String country) {}

  static <S extends SqlStatement<S>> S bind(S statement, Session session) {
    List<String> paths = session.paths();
    return statement
        .bind("site", session.site().id())
        .bind("visitor", session.visitor())
        .bind("started", session.started())
        .bind("last", session.started().plusSeconds(40L * (paths.size() - 1)))
        .bind("pages", paths.size())
        .bind("entry", session.site().origins().getFirst() + paths.getFirst())
        .bind("referrer", session.way().referrer())
        .bind("entryPath", paths.getFirst())
        .bind("exitPath", paths.getLast())
        .bind("visible", 7_000L + 23_000L * (paths.size() - 1))
        .bind("channel", session.way().channel())
        .bind("source", session.way().source())
        .bind("medium", session.way().medium())
        .bind("campaign", session.way().campaign())
        .bind("device", session.gear().device())
        .bind("browser", session.gear().browser())
        .bind("os", session.gear().os())
        .bind("country", session.gear().country());
  }

  static long session(Handle handle, Session session) {
    return bind(handle.createUpdate(SESSION), session)
        .bind("id", (Long) null)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  /** A page seen. */
  record View(VisitorId visitor, long session, String path, String title) {}

  static void pageView(Handle handle, Site site, View view, Instant at) {
    bind(handle.createUpdate(PAGE_VIEW), site, view).bind("at", at).execute();
  }

  static <S extends SqlStatement<S>> S bind(S statement, Site site, View view) {
    return statement
        .bind("site", site.id())
        .bind("visitor", view.visitor())
        .bind("session", view.session())
        .bind("url", site.origins().getFirst() + view.path())
        .bind("path", view.path())
        .bind("title", view.title());
  }

  /** Something done beside seeing pages. */
  record Done(VisitorId visitor, String kind, String name, String path, long amount) {}

  static PreparedBatch event(PreparedBatch batch, Site site, Done done) {
    return batch
        .bind("site", site.id())
        .bind("visitor", done.visitor())
        .bind("kind", done.kind())
        .bind("name", done.name())
        .bind("path", done.path())
        .bind("amount", done.amount());
  }

  static void link(Handle handle, Site site, VisitorId visitor, long contact, Instant at) {
    handle
        .createUpdate(LINK)
        .bind("site", site.id())
        .bind("visitor", visitor)
        .bind("contact", contact)
        .bind("at", at)
        .execute();
  }

  static void permission(Handle handle, Site site, long contact, boolean granted, Instant at) {
    handle
        .createUpdate(PERMISSION)
        .bind("site", site.id())
        .bind("contact", contact)
        .bind("granted", granted)
        .bind("at", at)
        .execute();
  }

  static long enrolment(Handle handle, Enrolment enrolment, Instant at) {
    return handle
        .createUpdate(ENROLMENT)
        .bind("site", enrolment.site().id())
        .bind("cart", enrolment.cart())
        .bind("contact", enrolment.contact())
        .bind("state", enrolment.state())
        .bind("reason", enrolment.reason())
        .bind("at", at)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  static void mail(Handle handle, Mail mail, Instant at) {
    handle
        .createUpdate(MAIL)
        .bind("key", mail.enrolment() + "-" + mail.step())
        .bind("site", mail.site().id())
        .bind("contact", mail.contact())
        .bind("enrolment", mail.enrolment())
        .bind("step", mail.step())
        .bind("subject", mail.step() == 1 ? "Votre panier vous attend" : "Toujours là pour vous")
        .bind("at", at)
        .execute();
  }
}
