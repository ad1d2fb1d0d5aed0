package io.piste.demo.shop;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the link of a mail arrives. The shop's server asks the tracker which cart the token means
 * and fills it again; the token leaves the address bar at once. A shop without a server does it
 * from the page, see shop.js.
 */
final class RestoreDesk implements Room {
  private final Catalogue catalogue;
  private final InstantSource clock;
  private final URI tracker;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** {@code tracker} is the server's address on the loopback interface. */
  RestoreDesk(Catalogue catalogue, InstantSource clock, URI tracker) {
    this.catalogue = catalogue;
    this.clock = clock;
    this.tracker = tracker;
  }

  @Override
  public boolean answers(Visit visit) throws IOException {
    switch (visit.path()) {
      case "/restore" -> restore(visit);
      case "/cart/fill" -> fill(visit);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void restore(Visit visit) throws IOException {
    Lang lang = visit.lang();
    if (visit.front().restoresFromPage()) {
      visit.show("restore", lang.word("restore.title"), Map.of(), new PisteCalls());
      return;
    }
    Optional<JsonNode> cart = ask(visit, visit.query().getOrDefault("piste_restore", ""));
    if (cart.isEmpty()) {
      List<Map<String, Object>> teas =
          catalogue.teas().stream().map(tea -> Showroom.card(tea, lang)).toList();
      visit.show("gone", lang.word("cart.title"), Map.of("teas", teas), new PisteCalls());
      return;
    }
    visit
        .basketForWriting()
        .refill(cart.get().path("id").asText(), lines(cart.get().path("lines")), clock.millis());
    visit.redirect(lang.prefix() + "/cart?restored");
  }

  /** The page of a shop without a server hands in product ids and quantities. */
  private void fill(Visit visit) throws IOException {
    if (visit.isPost()) {
      Basket basket = visit.basketForWriting();
      basket.refill(basket.id(), lines(Json.MAPPER.readTree(visit.body())), clock.millis());
    }
    visit.send(204, "text/plain", new byte[0]);
  }

  private Optional<JsonNode> ask(Visit visit, String token) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(tracker.resolve("/api/v1/carts/resolve"))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + visit.front().connectorKey())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("token", token))))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(Json.MAPPER.readTree(answer.body()).path("cart"))
          : Optional.empty();
    } catch (ConnectException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Only teas that the shop sells, at the shop's price: nothing else is taken from outside. */
  private List<Basket.Line> lines(JsonNode lines) {
    List<Basket.Line> found = new ArrayList<>();
    for (JsonNode line : lines) {
      catalogue
          .bySku(line.path("sku").asText())
          .ifPresent(tea -> found.add(new Basket.Line(tea, line.path("quantity").asInt(1))));
    }
    return found;
  }
}
