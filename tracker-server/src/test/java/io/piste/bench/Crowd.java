package io.piste.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Visitors of a site who allow everything, each asked and answered over HTTP as a browser is; every
 * tenth one told who they are.
 */
final class Crowd {
  private static final String SHOP = "https://www.shop.example";
  private static final int AT_ONCE = 16;

  private final HttpClient client;
  private final int port;
  private final String site;

  private Crowd(HttpClient client, int port, String site) {
    this.client = client;
    this.port = port;
    this.site = site;
  }

  /** Makes them, and writes a line for each as the script of wrk reads it. */
  static void gather(int port, String site, int visitors, Path file) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService browsers = Executors.newFixedThreadPool(AT_ONCE)) {
      Crowd crowd = new Crowd(client, port, site);
      String hash = crowd.hash();
      List<Callable<String>> arrivals = new ArrayList<>();
      for (int i = 0; i < visitors; i++) {
        int number = i;
        arrivals.add(() -> crowd.arrive(number, hash));
      }
      List<String> lines = new ArrayList<>();
      for (Future<String> line : browsers.invokeAll(arrivals)) {
        lines.add(line.get());
      }
      Files.write(file, lines);
    }
  }

  private String hash() throws Exception {
    HttpResponse<String> text =
        client.send(
            request("/p/v1/consent?l=en&s=" + site, 0).build(),
            HttpResponse.BodyHandlers.ofString());
    return Json.MAPPER.readTree(text.body()).get("hash").textValue();
  }

  private String arrive(int number, String hash) throws Exception {
    Map<String, Object> choice =
        Map.of(
            "s",
            site,
            "hash",
            hash,
            "granted",
            List.of("visits", "profile", "carts"),
            "how",
            "accept",
            "u",
            SHOP + "/");
    HttpResponse<String> answer = post("/p/v1/consent", number, "", Json.write(choice));
    String consent = Json.MAPPER.readTree(answer.body()).get("id").textValue();
    String visitor = visitor(answer);
    if (number % 10 == 0) {
      identify(number, consent, visitor);
    }
    return String.join(" ", site, consent, visitor, address(number));
  }

  private void identify(int number, String consent, String visitor) throws Exception {
    long now = System.currentTimeMillis();
    JsonNode event =
        Json.MAPPER.valueToTree(
            Map.of(
                "t",
                "identify",
                "id",
                UUID.randomUUID(),
                "at",
                now,
                "u",
                SHOP + "/account",
                "identify",
                Map.of("email", "visitor-" + number + "@mail.example")));
    String body = Json.write(Map.of("s", site, "c", consent, "sent", now, "e", List.of(event)));
    post("/p/v1/e", number, "piste_visitor=" + visitor, body);
  }

  private HttpResponse<String> post(String path, int number, String cookie, String body)
      throws Exception {
    HttpRequest.Builder request =
        request(path, number)
            .header("Content-Type", "text/plain;charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private HttpRequest.Builder request(String path, int number) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Origin", SHOP)
        .header("X-Forwarded-Host", "t.shop.example")
        .header("X-Forwarded-For", address(number));
  }

  private static String visitor(HttpResponse<String> answer) throws IOException {
    return answer.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("piste_visitor="))
        .map(cookie -> cookie.substring("piste_visitor=".length(), cookie.indexOf(';')))
        .findFirst()
        .orElseThrow(() -> new IOException("no visitor cookie was set"));
  }

  /** Each in a network of their own, as far as limits look. */
  private static String address(int number) {
    return "11.%d.%d.7".formatted(number >> 8 & 0xff, number & 0xff);
  }
}
