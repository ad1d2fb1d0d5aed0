package io.piste.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * The shop as a proxy in front of the tracker: only /p/ is passed on, and the tracker learns which
 * host was asked. It stands for the five lines of nginx that a real shop would write.
 */
final class Passage implements Room {
  /** Headers that belong to one connection, or that the client sets by itself. */
  private static final Set<String> NOT_PASSED =
      Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "keep-alive");

  private final URI tracker;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Passage(URI tracker) {
    this.tracker = tracker;
  }

  @Override
  public boolean answers(Visit visit) throws IOException {
    if (visit.front().placement() != Storefront.Placement.OWN_HOST
        || !visit.path().startsWith("/p/")) {
      return false;
    }
    try {
      pass(visit.exchange());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      visit.send(502, "text/plain", Visit.bytes("The tracker does not answer."));
    }
    return true;
  }

  private void pass(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(tracker.resolve(exchange.getRequestURI().toString()))
            .timeout(Duration.ofSeconds(30))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    request.header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
    request.header("X-Forwarded-For", exchange.getRemoteAddress().getAddress().getHostAddress());
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    boolean empty = answer.body().length == 0;
    exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : answer.body().length);
    if (!empty) {
      exchange.getResponseBody().write(answer.body());
    }
    exchange.close();
  }
}
