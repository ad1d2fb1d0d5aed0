package io.piste.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A real server that checks what it is told, as the documentation asks. */
final class Receiver implements AutoCloseable {
  /** One request. */
  record Told(String id, String timestamp, String signatures, String agent, String body) {}

  private final InstantSource clock;
  private final ReceiverRule rule;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<Told> accepted = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "ok";
  private volatile String header = "";
  private volatile CountDownLatch held = new CountDownLatch(0);

  private Receiver(InstantSource clock, String secret, int port) throws IOException {
    this.clock = clock;
    this.rule = new ReceiverRule(secret);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::hear);
    server.start();
  }

  static Receiver on(InstantSource clock, String secret) throws IOException {
    return new Receiver(clock, secret, 0);
  }

  static Receiver at(InstantSource clock, String secret, int port) throws IOException {
    return new Receiver(clock, secret, port);
  }

  /** From now on another secret counts. */
  void trust(String secret) {
    rule.trust(secret);
  }

  /** What it answers from now on to what it would have taken. */
  void answers(int code, String body) {
    status = code;
    answer = body;
  }

  /** A header of its answers, such as {@code Location: /}. */
  void says(String line) {
    header = line;
  }

  /** It takes requests and answers none until it is let go. */
  CountDownLatch hold() {
    held = new CountDownLatch(1);
    return held;
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port() + "/hook";
  }

  /** All requests. */
  List<Told> told() {
    return told;
  }

  /** Those that passed the rule. */
  List<Told> accepted() {
    return accepted;
  }

  private void hear(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Told message =
        new Told(
            header(exchange, "webhook-id"),
            header(exchange, "webhook-timestamp"),
            header(exchange, "webhook-signature"),
            header(exchange, "User-Agent"),
            new String(body, StandardCharsets.UTF_8));
    told.add(message);
    boolean good = status / 100 == 2 && passes(message, body);
    if (good) {
      accepted.add(message);
    }
    await();
    if (!header.isEmpty()) {
      exchange.getResponseHeaders().add(header.split(": ", 2)[0], header.split(": ", 2)[1]);
    }
    byte[] words = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, words.length == 0 ? -1 : words.length);
    exchange.getResponseBody().write(words);
    exchange.close();
  }

  /** A repeated message is not acted on, and answered like a good one: else it comes for ever. */
  private boolean passes(Told message, byte[] body) {
    try {
      return rule.accepts(
          message.id(), message.timestamp(), message.signatures(), body, clock.instant());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await() {
    try {
      held.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    held.countDown();
    server.stop(0);
  }
}
