package io.piste.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import io.piste.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request to the shop: which storefront, which language, whose basket, and the answer. */
final class Visit {
  private static final int MOST_BYTES = 64 * 1024;

  private final HttpExchange exchange;
  private final Storefront front;
  private final Baskets baskets;
  private final Pages pages;
  private final Lang lang;
  private final String path;

  Visit(HttpExchange exchange, Storefront front, Baskets baskets, Pages pages) {
    this.exchange = exchange;
    this.front = front;
    this.baskets = baskets;
    this.pages = pages;
    String full = exchange.getRequestURI().getPath();
    this.lang = Lang.of(full);
    this.path = full.equals("/en") ? "/" : full.substring(lang.prefix().length());
  }

  Storefront front() {
    return front;
  }

  Lang lang() {
    return lang;
  }

  /** Without the language's prefix. */
  String path() {
    return path;
  }

  boolean isPost() {
    return exchange.getRequestMethod().equals("POST");
  }

  /** The origin of the page, such as http://www.shop.localhost:8081. */
  String origin() {
    return "http://" + exchange.getRequestHeaders().getFirst("Host");
  }

  Map<String, String> query() {
    return decode(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
  }

  Map<String, String> form() throws IOException {
    return decode(body());
  }

  String body() throws IOException {
    return new String(exchange.getRequestBody().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
  }

  /** The basket of this session, if there is one. */
  Optional<Basket> basket() {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(header -> List.of(header.split(";\\s*")).stream())
        .filter(pair -> pair.startsWith(Baskets.COOKIE + "="))
        .map(pair -> pair.substring(Baskets.COOKIE.length() + 1))
        .flatMap(session -> baskets.of(session).stream())
        .findFirst();
  }

  /** The basket of this session, made when there is none yet. */
  Basket basketForWriting() {
    return basket()
        .orElseGet(
            () -> {
              String session = baskets.open();
              exchange
                  .getResponseHeaders()
                  .add(
                      "Set-Cookie",
                      Baskets.COOKIE + "=" + session + "; Path=/; HttpOnly; SameSite=Lax");
              return baskets.of(session).orElseThrow();
            });
  }

  /** Answers a page. */
  void show(String template, String title, Map<String, Object> content, PisteCalls calls)
      throws IOException {
    Map<String, Object> model = new HashMap<>(content);
    model.put("title", title.isEmpty() ? "Brume" : title + " · Brume");
    model.put("lang", lang);
    model.put("base", lang.prefix());
    model.put("otherUrl", lang.other().prefix() + path);
    model.put("cartCount", basket().map(Basket::count).orElse(0));
    model.put("trackerUrl", front.trackerUrl());
    model.put("siteId", front.siteId());
    model.put("origin", origin());
    model.put("calls", Json.write(calls.list()).replace("<", "\\u003c"));
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Security-Policy", policy());
    headers.set("Cache-Control", "no-store");
    headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    send(status(template), "text/html; charset=utf-8", bytes(pages.fill(template, model)));
  }

  private static int status(String template) {
    return template.equals("missing") ? 404 : 200;
  }

  /** As strict as a careful shop's: the tracker has to live with it. */
  private String policy() {
    String tracker = front.trackerOrigin();
    return "default-src 'self'; script-src 'self' %s; connect-src 'self' %s; object-src 'none'; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'"
        .formatted(tracker, tracker);
  }

  void redirect(String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    send(303, "text/plain", new byte[0]);
  }

  void send(int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, empty ? -1 : body.length);
    if (!empty) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  /** Lets the picture or the style sheet be kept for a while. */
  void cacheable() {
    exchange.getResponseHeaders().set("Cache-Control", "public, max-age=600");
  }

  HttpExchange exchange() {
    return exchange;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String tokenIn(URI uri) {
    return decode(Optional.ofNullable(uri.getRawQuery()).orElse(""))
        .getOrDefault("piste_restore", "");
  }

  private static Map<String, String> decode(String form) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        values.put(
            word(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : word(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String word(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
