package io.piste.mail;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.VisitorId;
import io.piste.contact.Contacts;
import io.piste.http.PisteServlet;
import io.piste.http.Prefetch;
import io.piste.mail.LinkPage.View;
import io.piste.mail.MailLink.Kind;
import io.piste.site.Site;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The link in a cart mail: notes that it was followed, and by which browser where that is known and
 * allows the use of carts, and sends the browser to the shop's page that fills the cart again, with
 * a token that tells nothing and logs nobody in. HEAD and prefetching note nothing. A program that
 * tests links by GET does get it noted: that alone recovers no cart, an order must follow.
 */
public final class RestoreLinkServlet extends PisteServlet {
  /** Where it answers; the token follows. */
  public static final String PATH = "/p/l/r/";

  private final transient Jdbi jdbi;
  private final transient MailLinks links;
  private final transient Sites sites;
  private final transient Contacts contacts;
  private final transient RestorableCarts carts;
  private final transient ReturningVisitors returning;
  private final transient InstantSource clock;
  private final transient LinkPage page = new LinkPage();

  /** Changes nothing yet. */
  public RestoreLinkServlet(
      Jdbi jdbi,
      MailLinks links,
      Sites sites,
      Contacts contacts,
      RestorableCarts carts,
      ReturningVisitors returning,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.links = links;
    this.sites = sites;
    this.contacts = contacts;
    this.carts = carts;
    this.returning = returning;
    this.clock = clock;
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String token = LinkRequests.token(request);
    Optional<MailLink> link = links.find(Kind.RESTORE, token);
    Site site = link.map(known -> sites.byId(known.site())).orElse(null);
    if (link.isEmpty() || site == null) {
      page.send(response, new View("gone", LinkRequests.language(request), null, 404));
      return;
    }
    String shop = site.restoreUrl();
    if (!link.get().holdsAt(clock.instant()) || shop == null) {
      page.send(response, new View("gone", LinkRequests.language(request), site, 410));
      return;
    }
    LinkPage.protect(response);
    if (Prefetch.isOne(request)) {
      // The browser then asks again when somebody really clicks.
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    boolean fillsAgain = carts.behind(link.get()).isPresent();
    if (!request.getMethod().equals("HEAD")) {
      note(link.get(), token, returning.of(request, site, null));
    }
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", fillsAgain ? with(shop, token) : shop);
  }

  private void note(MailLink link, String token, Set<VisitorId> visitors) {
    Instant now = clock.instant();
    retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  links.followed(handle, token, now);
                  contacts.touch(handle, link.contact(), now);
                  Long cart = link.cart();
                  if (cart != null) {
                    returning.note(handle, cart, visitors);
                  }
                  return true;
                }));
  }

  private static String with(String shop, String token) {
    return shop + (shop.contains("?") ? "&" : "?") + "piste_restore=" + token;
  }
}
