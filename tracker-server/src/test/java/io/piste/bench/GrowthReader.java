package io.piste.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The administrator, signed in, who reads pages of the console one after the other. */
final class GrowthReader implements AutoCloseable {
  private static final String EMAIL = "reader@shop.example";
  private static final String PASSWORD = "a cup of green tea at 70 degrees";
  private static final Pattern TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]+)\"");
  static final int REQUESTS = 40;
  private static final int WARM_UP = 40;

  private final String base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
          .build();

  private GrowthReader(int port) {
    this.base = "http://localhost:" + port;
  }

  /** Becomes the first administrator by the link that the server printed. */
  static GrowthReader signIn(GrowthServer server) throws IOException, InterruptedException {
    GrowthReader reader = new GrowthReader(server.port());
    reader.post(link(server), Map.of("email", EMAIL, "password", PASSWORD, "again", PASSWORD));
    reader.read("/console/");
    return reader;
  }

  private static String link(GrowthServer server) {
    Matcher link = Pattern.compile("/console/welcome/\\S+").matcher(server.process().said());
    String last = "";
    while (link.find()) {
      last = link.group();
    }
    return last;
  }

  private void post(String path, Map<String, String> fields)
      throws IOException, InterruptedException {
    Matcher token = TOKEN.matcher(send(request(path).build()).body());
    if (!token.find()) {
      throw new IOException(path + " shows no form");
    }
    String body =
        "form="
            + encode(token.group(1))
            + fields.entrySet().stream()
                .map(field -> "&" + field.getKey() + "=" + encode(field.getValue()))
                .collect(Collectors.joining());
    send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", base)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Throws when the page is not answered 200. */
  private void read(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request(path).build());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
  }

  /** Asks for pages, by number, so that later requests are answered warm. */
  void warmUp(IntFunction<String> page) throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP; i++) {
      read(page.apply(i));
    }
  }

  /** How many milliseconds each page takes, one after the other. */
  List<Double> times(List<String> pages) throws IOException, InterruptedException {
    List<Double> times = new ArrayList<>();
    for (String page : pages) {
      long begun = System.nanoTime();
      read(page);
      times.add((System.nanoTime() - begun) / 1e6);
    }
    return times;
  }

  /** The 95th percentile of 40 requests for pages, from a number on, in milliseconds. */
  double p95(IntFunction<String> page, int first) throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = first; i < first + REQUESTS; i++) {
      String path = page.apply(i);
      long begun = System.nanoTime();
      read(path);
      nanos.add(System.nanoTime() - begun);
    }
    Collections.sort(nanos);
    return nanos.get(REQUESTS * 95 / 100 - 1) / 1e6;
  }

  @Override
  public void close() {
    client.close();
  }
}
