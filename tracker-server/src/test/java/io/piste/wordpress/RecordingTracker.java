package io.piste.wordpress;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.piste.base.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Takes every call of a connector, and remembers it; as slow as it is told to be. Thread-safe. */
public final class RecordingTracker implements AutoCloseable {

  /** One call, as it came. */
  public record Call(String method, String path, String body) {
    JsonNode json() {
      try {
        return Json.MAPPER.readTree(body);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    /** Such as "carts" or "orders". */
    String kind() {
      return path.split("/", -1)[3];
    }
  }

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Duration delay = Duration.ZERO;
  private volatile String resolved = "";

  private RecordingTracker(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port of this machine. */
  public static RecordingTracker start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(any, 50);
    RecordingTracker tracker = new RecordingTracker(server);
    server.createContext("/", tracker::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return tracker;
  }

  /** Where it is, without a slash at the end. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on answers only after this time. */
  public void answerAfter(Duration time) {
    delay = time;
  }

  /** What restore tokens stand for, as JSON; an empty text for tokens that nobody knows. */
  void resolveTo(String cart) {
    resolved = cart;
  }

  /** What came since the last time. */
  public List<Call> take() {
    List<Call> taken = List.copyOf(calls);
    calls.removeAll(taken);
    return taken;
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    calls.add(new Call(exchange.getRequestMethod(), path, body));
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean resolves = path.endsWith("/carts/resolve");
    if (resolves && resolved.isEmpty()) {
      send(exchange, 404, "{\"code\":\"not_found\"}");
    } else {
      send(exchange, 200, resolves ? resolved : "{\"status\":\"stored\"}");
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
