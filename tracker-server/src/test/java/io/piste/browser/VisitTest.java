package io.piste.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A test that visits the pages of {@link TrackedSites}: to each method the browser is new. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class VisitTest {
  static final String EVENTS = "/p/v1/e";
  static final String CONSENT = "/p/v1/consent";

  final TrackedSites sites = TrackedSites.start();
  final Browser browser = Browser.start(Look.DESK);
  final ConsentPanel panel = new ConsentPanel(browser);

  @BeforeEach
  final void begin() {
    browser.renew(sites.origins());
    sites.reset();
  }

  @AfterAll
  final void stop() {
    browser.close();
    sites.close();
  }

  /** Opens a page of a host. */
  final void visit(String host, String path) {
    browser.open(sites.page(host, path));
  }

  /** Lets pages be told to behave so, by JSON; what is asked stays what it is. */
  final void behave(String options) {
    change(configuration -> configuration.set("options", Json.read(options, JsonNode.class)));
  }

  /** Changes what pages are told. */
  final void change(Consumer<ObjectNode> change) {
    browser.devTools("Network.clearBrowserCache", Map.of());
    sites
        .pages()
        .change(
            "GET " + CONSENT,
            text -> {
              ObjectNode configuration = Json.read(text, ObjectNode.class);
              change.accept(configuration);
              return Json.write(configuration);
            });
  }

  /** Leaves the page for ones without the tracker, so that whatever it wanted to send is sent. */
  final void leave() {
    visit(TrackedSites.SHOP, "/style.css?left");
    visit(TrackedSites.SHOP, "/style.css?gone");
  }

  /** What was posted to the tracker's address for events. */
  final List<Sent> events() {
    return sites.pages().posted(EVENTS);
  }

  /** The events that were posted, but for those that tell how long a page was looked at. */
  final List<JsonNode> sentEvents() {
    List<JsonNode> sent = new ArrayList<>();
    events().forEach(b -> Json.read(b.body(), JsonNode.class).path("e").forEach(sent::add));
    sent.removeIf(event -> event.path("t").asText().equals("engage"));
    return sent;
  }

  /** What belongs to the events of a type that were posted. */
  final List<JsonNode> sent(String type) {
    List<JsonNode> sent = new ArrayList<>();
    events().forEach(b -> Json.read(b.body(), JsonNode.class).path("e").forEach(sent::add));
    return sent.stream()
        .filter(event -> event.path("t").asText().equals(type))
        .map(event -> event.path(type))
        .toList();
  }

  /** Waits until an event of a type is in the log. */
  final void awaitLogged(String type) {
    browser.awaitThat("an event " + type + " in the log", () -> sites.logged().contains(type));
  }
}
