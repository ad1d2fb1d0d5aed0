package io.piste.install;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;

/** A web server of a site whose pages are as a test wants them. */
final class SitePages implements AutoCloseable {
  /** Answers one path. */
  @FunctionalInterface
  interface Page {
    Reply to(HttpExchange exchange) throws IOException;
  }

  /**
   * An answer.
   *
   * @param headers name and value in turn
   */
  record Reply(int status, String type, String body, List<String> headers) {
    static Reply html(String head, String... headers) {
      String page =
          "<!doctype html><html lang=\"fr\"><head><title>Thés</title>%s</head><body>Thé</body></html>"
              .formatted(head);
      return new Reply(200, "text/html; charset=utf-8", page, List.of(headers));
    }

    static Reply status(int status) {
      return new Reply(status, "text/html", "<h1>" + status + "</h1>", List.of());
    }

    static Reply to(String location) {
      return new Reply(302, "text/html", "", List.of("Location", location));
    }
  }

  private final ConcurrentMap<String, Page> pages = new ConcurrentHashMap<>();
  private final HttpServer server;

  SitePages() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String origin(String host) {
    return "http://" + host + ":" + server.getAddress().getPort();
  }

  void put(String path, Page page) {
    pages.put(path, page);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Reply reply = pages.getOrDefault(path, any -> Reply.status(404)).to(exchange);
    for (int i = 0; i < reply.headers().size(); i += 2) {
      exchange.getResponseHeaders().add(reply.headers().get(i), reply.headers().get(i + 1));
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
