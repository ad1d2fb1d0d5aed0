package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.protocol.api.Scope;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks as connectors set them up. */
final class WebhookCallsIT {
  private static final String GOOD =
      "{\"url\":\"https://shop.example/hook\",\"events\":[\"contact.unsubscribed\"]}";

  private final HttpClient client = HttpClient.newHttpClient();
  private TestTracker tracker;
  private String key;

  @BeforeEach
  void start() throws IOException {
    tracker = TestTracker.start();
    key = key(Scope.WEBHOOKS);
  }

  @AfterEach
  void stop() {
    client.close();
    tracker.close();
  }

  private String key(Scope scope) {
    return tracker.keys.make(tracker.site(), "Shop", EnumSet.of(scope)).token();
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + tracker.port() + "/api/v1/webhooks" + path))
            .header("Authorization", "Bearer " + key)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void one_is_put_listed_changed_under_its_secret_and_removed() throws Exception {
    HttpResponse<String> put = call("PUT", "/shop", GOOD);
    assertEquals(200, put.statusCode(), put.body());
    String secret = Json.MAPPER.readTree(put.body()).get("secret").textValue();
    assertTrue(secret.matches("whsec_[A-Za-z0-9+/]{43}="), secret);
    HttpResponse<String> again = call("PUT", "/shop", GOOD.replace("/hook", "/new"));
    assertEquals(secret, Json.MAPPER.readTree(again.body()).get("secret").textValue());
    JsonNode item = Json.MAPPER.readTree(call("GET", "", "").body()).get("items").get(0);
    assertEquals("shop", item.get("name").textValue());
    assertEquals("https://shop.example/new", item.get("url").textValue());
    assertTrue(item.get("active").booleanValue());
    assertEquals(204, call("DELETE", "/shop", "").statusCode());
    assertEquals(204, call("DELETE", "/shop", "").statusCode(), "also when it is gone");
    String fresh =
        Json.MAPPER.readTree(call("PUT", "/shop", GOOD).body()).get("secret").textValue();
    assertNotEquals(secret, fresh, "another webhook has another secret");
  }

  @Test
  void what_is_wrong_is_named() throws Exception {
    assertProblem(call("PUT", "/Shop", GOOD), 400, "name: ");
    assertProblem(call("PUT", "/shop", GOOD.replace("https", "http")), 400, "url: ");
    assertProblem(call("PUT", "/shop", GOOD.replace("contact", "person")), 400, "events: ");
    assertProblem(call("PUT", "/shop", GOOD.replace("\"url\"", "\"uri\"")), 400, "uri");
    assertEquals(0, tracker.webhooks.of(tracker.site().id()).size());
  }

  @Test
  void a_key_without_the_scope_opens_nothing() throws Exception {
    key = key(Scope.EVENTS);
    assertProblem(call("PUT", "/shop", GOOD), 403, "webhooks");
    assertProblem(call("GET", "", ""), 403, "webhooks");
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String detail)
      throws Exception {
    assertEquals(status, answer.statusCode(), answer.body());
    String said = Json.MAPPER.readTree(answer.body()).get("detail").textValue();
    assertTrue(said.contains(detail), said);
  }
}
