package io.piste.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Pages of sites that use the tracker, under the strictest policy that it promises to work with:
 * scripts by nonce, styles from files, Trusted Types (but for paths that end in /free). What lies
 * under {@code /p/} is forwarded to the tracker under the host that was asked for, and remembered,
 * unless {@link #fail} says otherwise.
 */
final class PageServer implements AutoCloseable {
  private static final List<String> FORWARDED =
      List.of(
          "Cookie",
          "Origin",
          "Content-Type",
          "Referer",
          "User-Agent",
          "Accept-Language",
          "Sec-CH-UA",
          "Sec-CH-UA-Mobile",
          "Sec-CH-UA-Platform");

  /** The tracker is here too, as a proxy that cuts this off forwards it. */
  static final String BELOW = "/boutique";

  /** Headers that each connection has of its own. */
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "connection", "date");

  /** A page of a host: which site it is of, and where its script comes from. */
  private record Member(String publicId, String tracker) {}

  /** What is answered in place of the tracker. */
  private record Failure(int status, String body) {}

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConcurrentMap<String, Member> members = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Failure> failures = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, UnaryOperator<String>> changes = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> contents = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> headers = new ConcurrentHashMap<>();
  private final List<Sent> seen = new CopyOnWriteArrayList<>();
  private volatile int tracker;
  private @Nullable DelayingLink link;

  /** What the tag says beside the site, and what stands on pages beside what is there always. */
  private volatile String tagged = "";

  private volatile String more = "";

  /** Milliseconds that requests for the tracker are on their way. */
  private volatile int delay;

  private PageServer(HttpServer server) {
    this.server = server;
  }

  static PageServer start() {
    return start(0);
  }

  /** Behind a link that takes so many milliseconds each way. */
  static PageServer start(int delay) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      PageServer pages = new PageServer(http);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.createContext("/", pages::page);
      http.createContext("/style.css", e -> answer(e, 200, "text/css", PageTexts.STYLE));
      http.createContext("/other.js", PageServer::other);
      http.createContext("/film", e -> answer(e, 200, "text/html", PageTexts.FILM));
      http.createContext("/preview", pages::preview);
      http.createContext("/p/", pages::forward);
      http.createContext(BELOW + "/p/", pages::forward);
      http.start();
      if (delay > 0) {
        pages.link = DelayingLink.to(http.getAddress().getPort(), delay);
      }
      return pages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return link == null ? server.getAddress().getPort() : link.port();
  }

  /** The origin of a host, as browsers name it. */
  String origin(String host) {
    return "http://" + host + ":" + port();
  }

  /** The address of a page that carries anonymous statistics alone, and a button against it. */
  String plain(String host, String path) {
    return origin(host) + path + (path.contains("?") ? "&" : "?") + "plain";
  }

  /** Tells where the tracker listens, for what is forwarded. */
  void forwardTo(int port) {
    tracker = port;
  }

  /** Lets the pages of a host carry the script of a site, from a tracker ("": from themselves). */
  void carry(String host, String publicId, String scriptsFrom) {
    members.put(host, new Member(publicId, scriptsFrom));
  }

  /** Answers requests whose method and path start so in place of the tracker: "POST /p/v1/e". */
  void fail(String start, int status, String body) {
    failures.put(start, new Failure(status, body));
  }

  /** Changes what the tracker answers to requests whose method and path start so. */
  void change(String start, UnaryOperator<String> to) {
    changes.put(start, to);
  }

  /** Lets the pages of a path have more in them, or be another page altogether. */
  void put(String path, String html) {
    contents.put(path, html);
  }

  /** Lets all requests through again, as they are, and pages be what they always are. */
  void heal() {
    contents.clear();
    failures.clear();
    changes.clear();
    headers.clear();
    tagged = "";
    more = "";
    delay = 0;
  }

  /** What is answered in place of the tracker has a header more. */
  void answerWith(String name, String value) {
    headers.put(name, value);
  }

  /** Lets requests for the tracker take so many milliseconds more. */
  void delay(int milliseconds) {
    delay = milliseconds;
  }

  /** Gives the tag attributes, and pages more to show. */
  void write(String attributes, String html) {
    tagged = attributes;
    more = html;
  }

  /** What came for the tracker, oldest first. */
  List<Sent> seen() {
    return List.copyOf(seen);
  }

  /** What came for the tracker and was posted to a path. */
  List<Sent> posted(String path) {
    return seen.stream()
        .filter(each -> each.method().equals("POST") && each.url().endsWith(path))
        .toList();
  }

  /** Starts counting anew. */
  void forget() {
    seen.clear();
  }

  private void page(HttpExchange exchange) throws IOException {
    String host = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host")).getHost();
    Member member = members.getOrDefault(host, new Member("nobody", ""));
    String path = exchange.getRequestURI().getPath();
    if (!path.endsWith("/free")) {
      exchange.getResponseHeaders().set("Content-Security-Policy", policy(member));
    }
    int status = path.endsWith("/missing") ? 404 : 200;
    String query = exchange.getRequestURI().getQuery();
    boolean plain = query != null && query.endsWith("plain");
    String own = plain ? PageTexts.PLAIN : contents.getOrDefault(path, "");
    answer(
        exchange,
        status,
        "text/html;charset=utf-8",
        own.startsWith("<!doctype")
            ? own.replace("TRACKER", member.tracker()).replace("SITE", member.publicId())
            : html(member, path));
  }

  private static void other(HttpExchange exchange) throws IOException {
    if ("slow".equals(exchange.getRequestURI().getQuery())) {
      LockSupport.parkNanos(400_000_000);
    }
    answer(exchange, 200, "text/javascript", PageTexts.OTHER);
  }

  private void preview(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Security-Policy", policy(new Member("nobody", "")));
    answer(exchange, 200, "text/html", PageTexts.PREVIEW);
  }

  private static String policy(Member member) {
    return "default-src 'self'; script-src 'nonce-once'; style-src 'self'; connect-src 'self' "
        + member.tracker()
        + "; require-trusted-types-for 'script'; trusted-types piste";
  }

  private String html(Member member, String path) {
    String language = path.startsWith("/en") ? "en" : "fr";
    return PageTexts.PAGE.formatted(
        language,
        path,
        path.endsWith("/bare") ? "" : tag(member),
        path,
        "/" + language + (path.endsWith("/two") ? "/one" : "/two"),
        more + contents.getOrDefault(path, ""),
        "Leaves, water and time. ".repeat(400));
  }

  private String tag(Member member) {
    return "<script async nonce=\"once\" src=\"%s/p/t.js\" data-site=\"%s\" %s></script>"
        .formatted(member.tracker(), member.publicId(), tagged);
  }

  private void record(HttpExchange exchange, String body) {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    seen.add(
        new Sent(
            exchange.getRequestMethod(),
            "http://" + headers.get("Host") + exchange.getRequestURI(),
            body,
            headers));
  }

  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    record(exchange, new String(body, StandardCharsets.UTF_8));
    hold();
    String uri = exchange.getRequestURI().toString();
    String asked = uri.startsWith(BELOW) ? uri.substring(BELOW.length()) : uri;
    String what = exchange.getRequestMethod() + " " + asked;
    for (Map.Entry<String, Failure> each : failures.entrySet()) {
      if (what.startsWith(each.getKey())) {
        allow(exchange);
        headers.forEach(exchange.getResponseHeaders()::set);
        answer(exchange, each.getValue().status(), "application/json", each.getValue().body());
        return;
      }
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tracker + asked))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
            .header("X-Forwarded-Host", exchange.getRequestHeaders().getFirst("Host"));
    for (String name : FORWARDED) {
      exchange
          .getRequestHeaders()
          .getOrDefault(name, List.of())
          .forEach(value -> request.header(name, value));
    }
    try {
      relay(exchange, client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      answer(exchange, 502, "text/plain", "the tracker does not answer");
    }
  }

  private void hold() {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void allow(HttpExchange exchange) {
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (origin != null) {
      exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
      exchange.getResponseHeaders().set("Access-Control-Allow-Credentials", "true");
      exchange.getResponseHeaders().set("Access-Control-Expose-Headers", "Retry-After");
    }
  }

  private void relay(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] body = answer.body();
    for (Map.Entry<String, UnaryOperator<String>> each : changes.entrySet()) {
      if (what.startsWith(each.getKey())) {
        String changed = each.getValue().apply(new String(body, StandardCharsets.UTF_8));
        body = changed.getBytes(StandardCharsets.UTF_8);
      }
    }
    send(exchange, answer.statusCode(), body);
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getRequestBody().readAllBytes();
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    if (link != null) {
      link.close();
    }
    server.stop(0);
    client.close();
  }
}
