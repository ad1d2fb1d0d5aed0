package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piste.base.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Stands before a real server, passes everything on, remembers what connectors said to it, and can
 * be away for a while. Thread-safe.
 */
final class TrackerFront implements AutoCloseable {
  private static final Set<String> HOPS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "expect");

  private final int upstream;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private HttpServer server;

  /**
   * One request to the plug-in API and what it was answered.
   *
   * @param path below /api/v1, with its query
   * @param key the idempotency key, empty where there was none
   */
  record Call(String method, String path, String body, String key, int status) {
    String name() {
      return method + " " + path;
    }
  }

  private TrackerFront(int upstream) throws IOException {
    this.upstream = upstream;
    this.server = listen(0);
  }

  static TrackerFront before(int port) throws IOException {
    return new TrackerFront(port);
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What was told since the last {@link #forget}, without questions such as ping. */
  List<Call> told() {
    return calls.stream()
        .filter(call -> !call.method().equals("GET") && !call.path().equals("/connector"))
        .toList();
  }

  /** What was told, by method and path. */
  List<String> names() {
    return told().stream().map(Call::name).toList();
  }

  /** Who was told to be whom, in what way. */
  List<String> identified() {
    return told().stream()
        .filter(call -> call.path().equals("/identify"))
        .map(call -> Json.read(call.body(), JsonNode.class))
        .map(said -> said.path("email").asText() + " " + said.path("source").asText())
        .toList();
  }

  /** Fails when the server did not take all that was told. */
  void assertTaken() {
    List<Call> others =
        told().stream().filter(call -> call.status() < 200 || call.status() > 299).toList();
    assertEquals(List.of(), others);
  }

  /** All that was asked and told. */
  List<Call> all() {
    return List.copyOf(calls);
  }

  void forget() {
    calls.clear();
  }

  /** Nobody listens from now on. */
  void leave() {
    server.stop(0);
  }

  /** Listens again, at the same address. */
  void comeBack() throws IOException {
    server = listen(port());
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer listening =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    listening.createContext("/", this::pass);
    listening.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    listening.start();
    return listening;
  }

  private void pass(HttpExchange asked) throws IOException {
    try (asked) {
      byte[] body = asked.getRequestBody().readAllBytes();
      HttpResponse<byte[]> answer = send(asked, body);
      note(asked, body, answer.statusCode());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!HOPS.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> asked.getResponseHeaders().add(name, value));
                }
              });
      boolean bare = answer.body().length == 0;
      asked.sendResponseHeaders(answer.statusCode(), bare ? -1 : answer.body().length);
      if (!bare) {
        asked.getResponseBody().write(answer.body());
      }
    }
  }

  private HttpResponse<byte[]> send(HttpExchange asked, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + upstream + asked.getRequestURI()))
            .method(asked.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    asked
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOPS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void note(HttpExchange asked, byte[] body, int status) {
    String path = asked.getRequestURI().toString();
    if (path.startsWith("/api/v1/")) {
      String key = asked.getRequestHeaders().getFirst("Idempotency-Key");
      calls.add(
          new Call(
              asked.getRequestMethod(),
              path.substring("/api/v1".length()),
              new String(body, StandardCharsets.UTF_8),
              key == null ? "" : key,
              status));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
