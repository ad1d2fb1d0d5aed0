package io.piste.wordpress;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser without scripts: keeps cookies, follows redirects, says where it comes from. */
final class Guest {
  /** What our banner leaves with a visitor who allowed everything. */
  static final Map<String, String> AGREED =
      Map.of(
          "piste_consent", "1.0a1b2c3d4e5f6a7b.1.visits-profile-carts.1764000000",
          "piste_visitor", "a.visitor.token-that-only-the-server-can-read");

  private final String site;
  private final HttpClient client;
  private final HttpClient still;
  private String page;

  Guest(String site, Map<String, String> cookies) {
    this.site = site;
    this.page = site + "/";
    CookieManager kept = new CookieManager();
    cookies.forEach(
        (name, value) -> {
          HttpCookie cookie = new HttpCookie(name, value);
          cookie.setPath("/");
          cookie.setVersion(0);
          kept.getCookieStore().add(URI.create(site), cookie);
        });
    client =
        HttpClient.newBuilder()
            .cookieHandler(kept)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    still = HttpClient.newBuilder().cookieHandler(kept).build();
  }

  /** Opens a page; it is where the next request comes from. */
  String open(String path) {
    HttpResponse<String> answer = send(client, request(path).GET().build());
    page = answer.uri().toString();
    return answer.body();
  }

  /** The same, and shows where a redirect would lead in place of following it. */
  HttpResponse<String> look(String path) {
    return send(still, request(path).GET().build());
  }

  /** Sends a form. */
  String submit(String path, Map<String, String> fields) {
    return post(path, fields, Map.of()).body();
  }

  /** Sends a form with headers of its own. */
  HttpResponse<String> post(String path, Map<String, String> fields, Map<String, String> headers) {
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(client, request.build());
  }

  /** A script of the page asks for something. */
  HttpResponse<String> ask(String method, String path, String json, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    headers.forEach(request::header);
    return send(client, request.build());
  }

  private HttpRequest.Builder request(String path) {
    URI to = URI.create(path.startsWith("http") ? path : site + path);
    return HttpRequest.newBuilder(to).header("Referer", page);
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 500) {
        throw new AssertionError(request.uri() + " answered " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
