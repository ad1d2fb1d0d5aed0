package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.connector.ConnectorKey;
import io.piste.fetch.FetchProblem;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import io.piste.webhook.DeliveryState;
import io.piste.webhook.Webhook;
import io.piste.webhook.WebhookEvent;
import io.piste.webhook.WebhookMistake;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plug-ins, keys, webhooks and calls to try, as the console shows them. */
final class ConnectorsPagesIT {
  private static final Pattern TOKEN = Pattern.compile("id=\"made-key\">([A-Za-z0-9_.-]+)</code>");

  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private String page;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    page = "/console/sites/" + shop.publicId() + "/connectors";
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void a_site_without_connectors_is_told_how_to_connect_one() throws Exception {
    String body = visitor.get(page).body();
    assertTrue(body.contains("https://t.maison-du-the.example"), body);
    assertTrue(body.contains("Aucune n’a encore appelé"), body);
    boolean shipped = ConnectorFiles.bytes("wordpress").isPresent();
    assertEquals(shipped, body.contains("href=\"/console/connectors/wordpress\""), body);
    HttpResponse<String> file = visitor.get("/console/connectors/wordpress");
    assertEquals(shipped ? 200 : 404, file.statusCode());
    assertEquals(404, visitor.get("/console/connectors/joomla").statusCode());
  }

  @Test
  void a_key_is_shown_once_and_opens_what_was_chosen() throws Exception {
    visitor.get(page);
    String body = visitor.post(page + "/keys", Map.of("name", "Caisse")).body();
    ConnectorKey key = console.keys().good(token(body)).orElseThrow();
    assertEquals("Caisse", key.name());
    assertEquals(Scope.connector(), key.scopes());
    assertFalse(visitor.get(page).body().contains(token(body)), "once");
    Map<String, String> own = Map.of("name", "CRM", "preset", "own", "scope-contacts:read", "yes");
    body = visitor.post(page + "/keys", own).body();
    assertEquals(
        EnumSet.of(Scope.CONTACTS_READ), console.keys().good(token(body)).orElseThrow().scopes());
  }

  @Test
  void a_key_without_name_or_rights_is_not_made() throws Exception {
    visitor.get(page);
    HttpResponse<String> nameless = visitor.post(page + "/keys", Map.of("name", " "));
    assertEquals(422, nameless.statusCode());
    assertTrue(nameless.body().contains("id=\"name-mistake\""), nameless.body());
    Map<String, String> nothing = Map.of("name", "CRM", "preset", "own");
    HttpResponse<String> powerless = visitor.post(page + "/keys", nothing);
    assertEquals(422, powerless.statusCode());
    assertTrue(powerless.body().contains("value=\"CRM\""), "what was right is kept");
    assertEquals(List.of(), console.keys().ofSite(shop.id()));
  }

  @Test
  void a_key_is_replaced_with_overlap_and_revoked_at_once() throws Exception {
    visitor.get(page);
    String first = token(visitor.post(page + "/keys", Map.of("name", "Caisse")).body());
    long number = console.keys().good(first).orElseThrow().number();
    String keys = page + "/keys/" + number;
    String second = token(visitor.post(keys + "/rotate", Map.of()).body());
    assertTrue(console.keys().good(first).isPresent(), "for a day more");
    assertTrue(console.keys().good(second).isPresent());
    assertEquals(303, visitor.post(keys + "/revoke", Map.of()).statusCode());
    assertTrue(console.keys().good(first).isEmpty());
    assertTrue(visitor.get(page).body().contains("révoquée le"));
    Site blog = console.addBlog();
    String others = "/console/sites/" + blog.publicId() + "/connectors/keys/";
    long good = console.keys().good(second).orElseThrow().number();
    visitor.post(others + good + "/revoke", Map.of());
    assertTrue(console.keys().good(second).isPresent(), "the key of another site stays");
  }

  @Test
  void another_site_cannot_send_these_forms() throws Exception {
    visitor.get(page);
    for (String form : List.of("/keys", "/webhooks", "/try")) {
      HttpResponse<String> sent =
          visitor.post(page + form, Map.of("name", "x"), "https://evil.example");
      assertEquals(403, sent.statusCode(), form);
    }
    assertEquals(List.of(), console.keys().ofSite(shop.id()));
    assertEquals(List.of(), console.tried());
  }

  @Test
  void each_error_of_a_plugin_has_a_remedy_also_one_that_nobody_foresaw() throws Exception {
    ConnectorStory.fill(console, shop);
    String body = visitor.get(page).body();
    assertTrue(body.contains("WooCommerce 10.9.1"), body);
    assertTrue(body.contains("La clé n’est pas acceptée"), body);
    assertTrue(body.contains("Créez une nouvelle clé ci-dessous"), body);
    assertTrue(body.contains("cosmic_rays") && body.contains("Quelque chose n’a pas marché"), body);
    assertTrue(body.contains("14 messages, le plus ancien il y a"), body);
    assertTrue(body.contains("Silencieuse") && body.contains("Connectée"), body);
  }

  @Test
  void a_webhook_is_added_changed_switched_and_removed() throws Exception {
    String hooks = page + "/webhooks";
    assertTrue(visitor.get(hooks).body().contains("Personne n’est encore prévenu"));
    Map<String, String> typed =
        Map.of("name", "crm", "url", "http://crm.example/", "event-cart.recovered", "yes");
    HttpResponse<String> insecure = visitor.post(hooks, typed);
    assertEquals(422, insecure.statusCode());
    assertTrue(insecure.body().contains("id=\"url-mistake\""), insecure.body());
    Map<String, String> good =
        Map.of("name", "crm", "url", "https://crm.example/", "event-cart.recovered", "yes");
    assertEquals(303, visitor.post(hooks, good).statusCode());
    assertEquals(List.of(WebhookEvent.CART_RECOVERED), hook().events());
    assertEquals(422, visitor.post(hooks, good).statusCode(), "the name is taken");
    String one = hooks + "/crm";
    visitor.get(one);
    visitor.post(one, Map.of("url", "https://crm.example/new", "event-consent.withdrawn", "yes"));
    assertEquals("https://crm.example/new", hook().url().toString());
    assertFalse(visitor.get(one).body().contains("whsec_"), "the secret on demand only");
    String secret = console.webhooks().secret(shop.id(), "crm").orElseThrow();
    assertTrue(visitor.post(one + "/secret", Map.of()).body().contains(secret.replace("+", "+")));
    visitor.post(one + "/act", Map.of("do", "off"));
    assertFalse(hook().isOn());
    assertTrue(visitor.get(one).body().contains("Remettre en marche"));
    visitor.post(one + "/act", Map.of("do", "on"));
    assertTrue(hook().isOn());
    visitor.post(one + "/act", Map.of("do", "renew"));
    assertTrue(visitor.get(one).body().contains("Le secret précédent signe encore"));
    assertEquals(303, visitor.post(one + "/act", Map.of("do", "remove")).statusCode());
    assertEquals(404, visitor.get(one).statusCode());
  }

  @Test
  void messages_stand_with_what_became_of_them_and_can_be_sent_again() throws Exception {
    ConnectorStory.fill(console, shop);
    String one = page + "/webhooks/crm";
    String body = visitor.get(one).body();
    assertTrue(body.contains("HTTP 503") && body.contains("Service Unavailable"), body);
    assertTrue(body.contains("L’adresse mène dans un réseau privé"), body);
    assertTrue(body.contains("8 tentatives") && body.contains("87 ms"), body);
    long id = console.number("SELECT id FROM webhook_delivery WHERE state = 'given_up'");
    assertEquals(303, visitor.post(one + "/deliveries/" + id, Map.of()).statusCode());
    assertEquals(
        DeliveryState.WAITING,
        console.deliveries().latest(hook(), 10).stream()
            .filter(each -> each.id() == id)
            .findFirst()
            .orElseThrow()
            .state());
    visitor.post(one + "/act", Map.of("do", "test"));
    assertEquals(5, console.deliveries().latest(hook(), 10).size());
  }

  @Test
  void a_call_is_sent_and_one_that_changes_something_only_when_that_is_said() throws Exception {
    String trial = page + "/try";
    assertTrue(visitor.get(trial).body().contains("/api/v1/ping"));
    String body = visitor.post(trial, Map.of("call", "ping", "path", "/api/v1/ping")).body();
    assertTrue(body.contains("HTTP 200, 7 ms") && body.contains("ratelimit-remaining"), body);
    Map<String, String> cart = Map.of("call", "cart", "path", "/api/v1/carts/c", "body", "{}");
    assertEquals(422, visitor.post(trial, cart).statusCode());
    assertEquals(1, console.tried().size(), "nothing was sent");
    Map<String, String> sure =
        Map.of("call", "cart", "path", "/api/v1/carts/c", "body", "{}", "change", "yes");
    visitor.post(trial, sure);
    assertEquals(new ApiTrial.Call("PUT", "/api/v1/carts/c", "{}"), console.tried().getLast());
    for (String path :
        List.of("/console/", "/api/v1/../../metrics", "http://evil.example/", "/api/v1/a b")) {
      assertEquals(
          422, visitor.post(trial, Map.of("call", "ping", "path", path)).statusCode(), path);
    }
    assertEquals(2, console.tried().size());
  }

  @Test
  void contents_are_listed_searched_and_paged() throws Exception {
    String contents = page + "/contents";
    assertTrue(visitor.get(contents).body().contains("Pas encore de contenu"));
    ConnectorStory.contents(console, shop, 60);
    String body = visitor.get(contents).body();
    assertTrue(body.contains("Article 60<") && body.contains("Article 11<"), body);
    assertFalse(body.contains("Article 10<"), "the first page ends there");
    String next =
        body.replaceAll(
            "(?s).*rel=\"next\" href=\"([^\"]*)\".*|.*href=\"(\\?before[^\"]*)\".*", "$1$2");
    body = visitor.get(contents + next.replace("&amp;", "&")).body();
    assertTrue(body.contains("Article 10<") && !body.contains("Article 11<"), body);
    body = visitor.get(contents + "?q=article%207").body();
    assertTrue(body.contains("Article 7<") && !body.contains("Article 8<"), body);
    assertTrue(visitor.get(contents + "?q=100%25").body().contains("Rien trouvé"));
  }

  @Test
  void hostile_words_are_only_text() throws Exception {
    ConnectorStory.fill(console, shop);
    String hostile = "<script>alert(1)</script>";
    console
        .database()
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("UPDATE webhook_delivery SET note = ?", hostile);
              handle.execute("UPDATE connector_key SET name = ?", hostile);
              handle.execute(
                  "UPDATE connector_seen SET errors_json = REPLACE(errors_json, '401', ?)",
                  hostile);
            });
    for (String path : List.of(page, page + "/webhooks/crm")) {
      String body = visitor.get(path).body();
      assertFalse(body.contains(hostile), body);
      assertTrue(body.contains("&lt;script"), body);
    }
  }

  @Test
  void every_word_that_is_stored_or_chosen_can_be_read() {
    var texts = io.piste.console.view.Texts.in("en");
    for (FetchProblem.Kind kind : FetchProblem.Kind.values()) {
      String key = "webhooks.problem." + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertTrue(texts.has(key) && texts.has(key + ".mend"), key);
    }
    for (WebhookMistake mistake : WebhookMistake.values()) {
      assertTrue(texts.has("webhooks.mistake." + mistake.word().replace('_', '-')), mistake.word());
    }
    for (WebhookEvent event : WebhookEvent.values()) {
      assertTrue(texts.has("webhooks.event." + event.word()), event.word());
    }
    for (DeliveryState state : DeliveryState.values()) {
      assertTrue(texts.has("webhooks.delivery." + state.word().replace('_', '-')), state.word());
    }
    for (Scope scope : Scope.values()) {
      assertTrue(texts.has("scope." + scope.word().replace(':', '-')), scope.word());
    }
    for (TrialCall call : TrialCall.values()) {
      assertTrue(texts.has("trial.call." + call.key()), call.key());
    }
  }

  private Webhook hook() {
    return console.webhooks().find(shop.id(), "crm").orElseThrow();
  }

  private static String token(String body) {
    Matcher token = TOKEN.matcher(body);
    assertTrue(token.find(), body);
    return token.group(1);
  }
}
