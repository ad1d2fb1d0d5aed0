package io.piste.console;

import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads pages and sends forms as a browser does: with cookies, and the token of the last page. */
final class Visitor implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");

  private final String base;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
  private String token = "";

  Visitor(TestConsole console) {
    this.base = "http://127.0.0.1:" + console.server().port();
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(base + path)).build());
  }

  /** A file. */
  byte[] getBytes(String path) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(base + path)).build(),
            HttpResponse.BodyHandlers.ofByteArray())
        .body();
  }

  /** A page asked for by htmx. */
  HttpResponse<String> getPart(String path) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(base + path)).header("HX-Request", "true").build());
  }

  HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
    return post(path, fields, base);
  }

  HttpResponse<String> post(String path, Map<String, String> fields, String origin)
      throws Exception {
    Map<String, String> all = new LinkedHashMap<>(Map.of("form", token));
    all.putAll(fields);
    String body = encoded(all);
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", origin)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** Sends a form with a file, as browsers do. */
  HttpResponse<String> postFile(String path, String name, byte[] bytes) throws Exception {
    String boundary = "piste-0123456789";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String start =
        """
        --%s\r
        Content-Disposition: form-data; name="form"\r
        \r
        %s\r
        --%s\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        Content-Type: text/csv\r
        \r
        """
            .formatted(boundary, token, boundary, name);
    body.write(start.getBytes(StandardCharsets.UTF_8));
    body.write(bytes);
    body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .header("Origin", base)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  /** As a page that is too old. */
  void forgetToken() {
    token = "";
  }

  /** A form sent by a script, which wants a part of the page. */
  HttpResponse<String> postPart(String path, Map<String, String> fields) throws Exception {
    Map<String, String> all = new LinkedHashMap<>(Map.of("form", token));
    all.putAll(fields);
    return send(
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", base)
            .header("HX-Request", "true")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(all)))
            .build());
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  HttpResponse<String> signIn(String email, String password) throws Exception {
    get("/console/sign-in");
    return post("/console/sign-in", Map.of("email", email, "password", password));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    Matcher found = TOKEN.matcher(answer.body());
    if (found.find()) {
      token = found.group(1);
    }
    return answer;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
  }
}
