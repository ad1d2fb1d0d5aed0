package io.piste.site;

import io.piste.base.EmailAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a site's settings must be like, said so that the person who typed them can put it right. */
final class SiteRules {
  private static final int MOST_ORIGINS = 50;
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final Pattern CONTROL_BUT_LINES = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n]]");
  private static final Pattern DOMAIN = Pattern.compile("([a-z0-9-]+\\.)+[a-z][a-z0-9-]*");
  private static final String UNSAFE =
      " must be https (http is for localhost alone): browsers store no cookie marked Secure there";

  private final NewSite site;
  private final List<SiteMistake> mistakes = new ArrayList<>();

  private SiteRules(NewSite site) {
    this.site = site;
  }

  static List<SiteMistake> mistakes(NewSite site) {
    SiteRules rules = new SiteRules(site);
    rules.name();
    rules.origins();
    rules.tracker();
    rules.cookieDomain();
    rules.restore();
    rules.privacy();
    rules.sender();
    return List.copyOf(rules.mistakes);
  }

  private void name() {
    String name = site.name();
    if (name.isEmpty() || name.length() > 100 || CONTROL.matcher(name).find()) {
      add("name", "give the site a name of 1 to 100 characters on one line");
    }
    if (!List.of("fr", "en").contains(site.language())) {
      add("language", "'" + site.language() + "' is not known: use fr or en");
    }
  }

  private void origins() {
    if (site.origins().isEmpty() || site.origins().size() > MOST_ORIGINS) {
      add("origins", "name 1 to 50 origins of the site's pages, such as https://www.shop.example");
    }
    for (String origin : site.origins()) {
      origin("origins", origin);
    }
  }

  private void tracker() {
    if (site.trackerUrl().isEmpty()) {
      add("trackerUrl", "say where pages find the tracker, such as https://t.shop.example");
    } else {
      origin("trackerUrl", site.trackerUrl());
    }
  }

  private void origin(String field, String text) {
    Optional<URI> uri = Origins.web(text).filter(Origins::isBare);
    if (uri.isEmpty() || text.length() > 255) {
      add(field, "'" + text + "' must be scheme://host[:port], such as https://www.shop.example");
    } else if (!Origins.isSafe(uri.get())) {
      add(field, "'" + text + "'" + UNSAFE);
    }
  }

  private void cookieDomain() {
    String domain = site.cookieDomain();
    if (domain == null) {
      return;
    }
    if (domain.length() > 255 || !DOMAIN.matcher(domain).matches()) {
      add("cookieDomain", "'" + domain + "' must be a domain with a dot, such as shop.example");
      return;
    }
    inside(domain, "the tracker's host", site.trackerUrl());
    for (String origin : site.origins()) {
      inside(domain, "the page's host", origin);
    }
  }

  private void inside(String domain, String what, String address) {
    Optional<String> host = Origins.web(address).map(Origins::host);
    if (host.isPresent() && !Hosts.isWithin(host.get(), domain)) {
      add(
          "cookieDomain",
          "'%s' must be a common parent, but %s %s is not below it"
              .formatted(domain, what, host.get()));
    }
  }

  private void restore() {
    String url = site.restoreUrl();
    if (url == null) {
      return;
    }
    Optional<URI> uri = Origins.web(url);
    if (uri.isEmpty() || url.length() > 500 || uri.get().getRawFragment() != null) {
      add("restoreUrl", "'" + url + "' must be an address such as https://www.shop.example/cart");
    } else if (!site.origins().contains(Origins.of(uri.get()))) {
      add(
          "restoreUrl",
          "'"
              + url
              + "' must be on one of the site's origins: "
              + String.join(", ", site.origins()));
    }
  }

  private void privacy() {
    String url = site.privacyUrl();
    if (url != null && (Origins.web(url).isEmpty() || url.length() > 500)) {
      add(
          "privacyUrl",
          "'" + url + "' must be an address such as https://www.shop.example/privacy");
    }
  }

  private void sender() {
    text("senderName", site.senderName(), 100, CONTROL);
    text("postalAddress", site.postalAddress(), 300, CONTROL_BUT_LINES);
    String email = site.senderEmail();
    if (email != null && EmailAddress.parse(email).isEmpty()) {
      add("senderEmail", "'" + email + "' must be an e-mail address such as shop@shop.example");
    }
  }

  private void text(String field, @Nullable String text, int most, Pattern forbidden) {
    if (text != null && (text.length() > most || forbidden.matcher(text).find())) {
      add(field, "must be at most " + most + " characters of plain text");
    }
  }

  private void add(String field, String message) {
    mistakes.add(new SiteMistake(field, message));
  }
}
