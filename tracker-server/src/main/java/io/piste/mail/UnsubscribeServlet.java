package io.piste.mail;

import io.piste.contact.Contact;
import io.piste.contact.Contacts;
import io.piste.http.Bodies;
import io.piste.http.PisteServlet;
import io.piste.mail.LinkPage.View;
import io.piste.mail.MailLink.Kind;
import io.piste.site.Site;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The link that ends mails (RFC 8058, rule E13). GET shows a page with a button and changes
 * nothing, for programs that test links follow it too. POST acts at once: no cookie, no sign-in, no
 * second question, no redirect; it is what the page's button sends, and what a mail program sends
 * with {@code List-Unsubscribe=One-Click}.
 */
public final class UnsubscribeServlet extends PisteServlet {
  /** Where it answers; the token follows. */
  public static final String PATH = "/p/l/u/";

  private static final int LONGEST_BODY = 4096;

  private final transient MailLinks links;
  private final transient Sites sites;
  private final transient Contacts contacts;
  private final transient Unsubscriptions unsubscriptions;
  private final transient InstantSource clock;
  private final transient LinkPage page = new LinkPage();

  /** Changes nothing yet. */
  public UnsubscribeServlet(
      MailLinks links,
      Sites sites,
      Contacts contacts,
      Unsubscriptions unsubscriptions,
      InstantSource clock) {
    this.links = links;
    this.sites = sites;
    this.contacts = contacts;
    this.unsubscriptions = unsubscriptions;
    this.clock = clock;
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<MailLink> link = link(request);
    if (link.isEmpty()) {
      sendUnknown(request, response, link(request, true));
    } else {
      page.send(response, view("ask", request, link.get()));
    }
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Bodies.read(request, LONGEST_BODY);
    Optional<MailLink> link = link(request);
    if (link.isEmpty()) {
      sendUnknown(request, response, link(request, true));
      return;
    }
    unsubscriptions.unsubscribe(link.get().site(), link.get().contact());
    page.send(response, view("done", request, link.get()));
  }

  private Optional<MailLink> link(HttpServletRequest request) {
    return link(request, false);
  }

  private Optional<MailLink> link(HttpServletRequest request, boolean evenExpired) {
    return links
        .find(Kind.UNSUBSCRIBE, LinkRequests.token(request))
        .filter(link -> evenExpired || link.holdsAt(clock.instant()));
  }

  private void sendUnknown(
      HttpServletRequest request, HttpServletResponse response, Optional<MailLink> expired)
      throws IOException {
    Site site = expired.map(link -> sites.byId(link.site())).orElse(null);
    int status = expired.isPresent() ? 410 : 404;
    page.send(response, new View("unknown", LinkRequests.language(request), site, status));
  }

  private View view(String name, HttpServletRequest request, MailLink link) {
    String language =
        contacts
            .byId(link.contact())
            .map(Contact::language)
            .filter(CartMailRenderer::speaks)
            .orElseGet(() -> LinkRequests.language(request));
    return new View(name, language, sites.byId(link.site()), 200);
  }
}
