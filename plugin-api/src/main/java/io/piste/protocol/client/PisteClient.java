package io.piste.protocol.client;

import io.piste.protocol.api.CartCall;
import io.piste.protocol.api.ConnectorReport;
import io.piste.protocol.api.ConsentCall;
import io.piste.protocol.api.Contact;
import io.piste.protocol.api.ContactPage;
import io.piste.protocol.api.ContentCall;
import io.piste.protocol.api.Erased;
import io.piste.protocol.api.IdentifyCall;
import io.piste.protocol.api.OrderCall;
import io.piste.protocol.api.Outcome;
import io.piste.protocol.api.PersonalFile;
import io.piste.protocol.api.Pong;
import io.piste.protocol.api.RestoredCart;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls the plugin API of one site. Each method is one call, blocks until it is answered, and
 * throws {@link ApiProblem} when it is refused. Repeated tries carry the same {@code
 * Idempotency-Key}. Thread-safe.
 */
public final class PisteClient implements AutoCloseable {
  private static final String PUT = "PUT";
  private static final String POST = "POST";
  private static final String GET = "GET";
  private static final String DELETE = "DELETE";

  private final HttpClient http;
  private final Exchange exchange;

  /**
   * A client; nothing is asked yet.
   *
   * @param tracker scheme and host of the server, such as {@code https://t.shop.example}
   * @param key a connector key of the site
   * @param connector who calls, for {@code X-Connector}: {@code myshop/1.0; java=25}
   */
  public PisteClient(URI tracker, String key, String connector, Codec codec, Patience patience) {
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(patience.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.exchange =
        new Exchange(
            http,
            tracker.resolve("/api/v1"),
            Map.of("Authorization", "Bearer " + key, "X-Connector", connector),
            codec,
            patience);
  }

  /** Does the key work, and what is there to know? */
  public Pong ping() {
    return exchange.ask(GET, "/ping", null, Pong.class);
  }

  /** A cart as it is now. */
  public Outcome cart(String id, CartCall cart) {
    return exchange.ask(PUT, "/carts/" + segment(id), cart, Outcome.class);
  }

  /** The lines behind the token of a restore link. */
  public RestoredCart resolve(String token, @Nullable String visitor) {
    Map<String, String> question = new LinkedHashMap<>();
    question.put("token", token);
    if (visitor != null) {
      question.put("v", visitor);
    }
    return exchange.ask(POST, "/carts/resolve", question, RestoredCart.class);
  }

  /** An order, each time that it gets further. */
  public Outcome order(String id, OrderCall order) {
    return exchange.ask(PUT, "/orders/" + segment(id), order, Outcome.class);
  }

  /** Who a visitor is. */
  public Outcome identify(IdentifyCall who) {
    return exchange.ask(POST, "/identify", who, Outcome.class);
  }

  /** Somebody said whether they want mails. */
  public Outcome consent(ConsentCall consent) {
    return exchange.ask(POST, "/consents", consent, Outcome.class);
  }

  /** A post, page or product as it is now. */
  public Outcome content(String id, ContentCall content) {
    return exchange.ask(PUT, "/contents/" + segment(id), content, Outcome.class);
  }

  /** It is gone. */
  public void deleteContent(String id) {
    exchange.tell(DELETE, "/contents/" + segment(id), null);
  }

  /** Contacts behind a cursor; null for the first ones. */
  public ContactPage contacts(int limit, @Nullable String cursor) {
    String next = cursor == null ? "" : "&cursor=" + segment(cursor);
    return exchange.ask(GET, "/contacts?limit=" + limit + next, null, ContactPage.class);
  }

  /** A contact by its number or address. */
  public Contact contact(String who) {
    return exchange.ask(GET, "/contacts/" + segment(who), null, Contact.class);
  }

  /**
   * Changes fields; one that is not in the map stays, null empties it. Values are texts; {@code
   * custom} holds a map of the operator's own fields.
   */
  public Contact change(String who, Map<String, ? extends @Nullable Object> fields) {
    return exchange.ask("PATCH", "/contacts/" + segment(who), fields, Contact.class);
  }

  /** Gives a contact a tag. */
  public void giveTag(String who, String tag) {
    exchange.tell(PUT, "/contacts/" + segment(who) + "/tags/" + segment(tag), null);
  }

  /** Takes a given tag back. */
  public void takeTag(String who, String tag) {
    exchange.tell(DELETE, "/contacts/" + segment(who) + "/tags/" + segment(tag), null);
  }

  /** All that the site keeps about a person. */
  public PersonalFile personalFile(String email) {
    return exchange.ask(GET, "/privacy?email=" + segment(email), null, PersonalFile.class);
  }

  /** Forgets a person. */
  public Erased erase(String email) {
    return exchange.ask(DELETE, "/privacy?email=" + segment(email), null, Erased.class);
  }

  /** What the connector says of itself. */
  public void report(ConnectorReport report) {
    exchange.tell(PUT, "/connector", report);
  }

  @Override
  public void close() {
    http.close();
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
