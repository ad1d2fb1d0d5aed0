package io.piste.demo;

import io.piste.demo.mail.CaughtMail;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be followed in a mail, by the reader and by the mail program. */
final class MailLinks {
  private static final Pattern RESTORE = Pattern.compile("href=\"([^\"]*/p/l/r/[^\"]+)\"");
  private static final Pattern ONE_CLICK = Pattern.compile("<(https?://[^>]+)>");

  private MailLinks() {}

  /** The link that brings the cart back. */
  static String restore(CaughtMail mail) {
    return first(RESTORE, mail.html(), "a link that restores the cart");
  }

  /** The address in List-Unsubscribe (RFC 8058). */
  static String unsubscribe(CaughtMail mail) {
    return first(ONE_CLICK, mail.header("List-Unsubscribe"), "an address in List-Unsubscribe");
  }

  /** POSTs as mail programs do: no cookie, no redirect followed; answers the status. */
  static int oneClick(String address) throws IOException, InterruptedException {
    return ask(
        address,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click")));
  }

  /** GETs as a link scanner does; answers the status. */
  static int look(String address) throws IOException, InterruptedException {
    return ask(address, HttpRequest.newBuilder().GET());
  }

  private static int ask(String address, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    URI uri = URI.create(address);
    // Java does not know that *.localhost is this machine; browsers do.
    URI local = URI.create(uri.toString().replace(uri.getHost(), "127.0.0.1"));
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              request.uri(local).timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static String first(Pattern pattern, String text, String what) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new AssertionError("the mail has no " + what);
    }
    return found.group(1).replace("&amp;", "&").replace("&#x3D;", "=").replace("&#61;", "=");
  }
}
