package io.piste;

import io.piste.connector.ConnectorKeys;
import io.piste.console.ApiTrial;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/**
 * Sends calls that somebody tries in the console to our own port, with a key that is gone
 * afterwards: they take the way of every other call.
 */
final class LoopbackTrial implements ApiTrial {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Headers that say something about the answer; the others are the same for all. */
  private static final Set<String> TELLING =
      Set.of("content-type", "retry-after", "allow", "www-authenticate", "idempotency-replayed");

  private final ConnectorKeys keys;
  private final String host;
  private final IntSupplier port;

  /**
   * Asks nothing yet.
   *
   * @param host that the server listens on
   */
  LoopbackTrial(ConnectorKeys keys, String host, IntSupplier port) {
    this.keys = keys;
    this.host = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    this.port = port;
  }

  @Override
  public Answered send(Site site, Call call) {
    return keys.lend(site, EnumSet.allOf(Scope.class), key -> send(key, call));
  }

  private Answered send(String key, Call call) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    BodyPublisher body =
        call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + name + ":" + port.getAsInt() + call.path()))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .method(call.method(), body)
            .build();
    long began = System.nanoTime();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      return new Answered(answer.statusCode(), headers(answer), answer.body(), since(began));
    } catch (IOException e) {
      return new Answered(0, List.of(), String.valueOf(e.getMessage()), since(began));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answered(0, List.of(), "interrupted", since(began));
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static List<String> headers(HttpResponse<String> answer) {
    return new TreeMap<>(answer.headers().map())
        .entrySet().stream()
            .filter(header -> isTelling(header.getKey()))
            .map(header -> header.getKey() + ": " + String.join(", ", header.getValue()))
            .toList();
  }

  private static boolean isTelling(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return TELLING.contains(lower) || lower.startsWith("ratelimit-");
  }
}
