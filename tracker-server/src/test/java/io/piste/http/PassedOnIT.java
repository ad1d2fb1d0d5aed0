package io.piste.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.config.ConfigReader;
import io.piste.support.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Visitors whom a shop's own server passes on: it shows a key, for its address says nothing. */
final class PassedOnIT {
  private static final String KEY = "a-good-key";

  private final List<String> asked = new CopyOnWriteArrayList<>();

  /** Trusts other machines than the one that asks. */
  private TestServer strict;

  /** Trusts this machine, as behind nginx. */
  private TestServer behind;

  @BeforeEach
  void start() {
    strict = server("192.0.2.0/24");
    behind = server("127.0.0.0/8");
  }

  @AfterEach
  void stop() {
    strict.close();
    behind.close();
  }

  private TestServer server(String trusted) {
    Map<String, String> settings = Map.of("http.port", "0", "http.trusted.proxies", trusted);
    return TestServer.with(
        HttpSettings.read(new ConfigReader(settings)),
        (key, host) -> {
          asked.add(key + " " + host);
          return key.equals(KEY) && host.equals("www.shop.example");
        },
        new Route("/p/who", who()),
        new Route("/api/v1/who", who()));
  }

  private static HttpServlet who() {
    return new HttpServlet() {
      @Override
      protected void doGet(HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        String client = ClientAddress.of(request).map(InetAddress::getHostAddress).orElse("nobody");
        response
            .getWriter()
            .write(
                client + " " + request.getRequestURL() + " " + request.getHeader("X-Piste-Proxy"));
      }
    };
  }

  private static String who(TestServer at, String path, String... headers) {
    HttpResponse<String> answer = at.send(at.request(path).headers(headers).build());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private static String[] forwarded(String key, String visitor, String host) {
    return new String[] {
      "X-Piste-Proxy", key,
      "X-Forwarded-For", visitor,
      "X-Forwarded-Host", host,
      "X-Forwarded-Proto", "https"
    };
  }

  @Test
  void with_a_good_key_the_visitor_host_and_scheme_are_as_it_says() {
    assertEquals(
        "203.0.113.7 https://www.shop.example/p/who null",
        who(strict, "/p/who", forwarded(KEY, "203.0.113.7", "www.shop.example")));
    assertEquals(1, count(strict, "believed"));
    assertEquals(0, count(strict, "ignored"));
  }

  @Test
  void a_proxy_between_it_and_us_changes_nothing() {
    assertEquals(
        "203.0.113.7 https://www.shop.example/p/who null",
        who(
            behind,
            "/p/who",
            forwarded(KEY, "203.0.113.7, 198.51.100.4", "www.shop.example, t.shop.example")));
  }

  @Test
  void a_forged_key_is_worth_nothing_and_is_cut_off() {
    String here = "http://127.0.0.1:" + strict.port() + "/p/who";
    assertEquals(
        "127.0.0.1 " + here + " null",
        who(strict, "/p/who", forwarded("forged", "203.0.113.7", "www.shop.example")));
    assertEquals(1, count(strict, "ignored"));
    assertEquals(
        "203.0.113.7 https://www.shop.example/p/who null",
        who(behind, "/p/who", forwarded("forged", "203.0.113.7", "www.shop.example")),
        "a trusted proxy stays one");
  }

  @Test
  void a_good_key_speaks_for_its_own_hosts_alone() {
    String here = "http://127.0.0.1:" + strict.port() + "/p/who";
    assertEquals(
        "127.0.0.1 " + here + " null",
        who(strict, "/p/who", forwarded(KEY, "203.0.113.7", "www.other.example")));
    assertEquals(
        "127.0.0.1 " + here + " null",
        who(strict, "/p/who", "X-Piste-Proxy", KEY, "X-Forwarded-For", "203.0.113.7"),
        "it has to name the host");
    assertEquals(
        "127.0.0.1 " + here + " null",
        who(strict, "/p/who", forwarded(KEY, "unknown", "www.shop.example")),
        "and the visitor");
  }

  @Test
  void it_holds_for_what_pages_ask_and_for_nothing_else() {
    for (String path : List.of("/api/v1/who", "/p/../api/v1/who", "/p/%2e%2e/api/v1/who")) {
      HttpResponse<String> answer =
          strict.send(
              strict
                  .request(path)
                  .headers(forwarded(KEY, "203.0.113.7", "www.shop.example"))
                  .build());
      boolean refused = answer.statusCode() >= 400;
      assertEquals(
          refused ? "" : "127.0.0.1", refused ? "" : answer.body().split(" ", -1)[0], path);
    }
    assertEquals(0, count(strict, "believed"));
  }

  @Test
  void nobody_is_asked_about_requests_without_a_key() {
    who(strict, "/p/who", "X-Forwarded-For", "203.0.113.7");
    who(behind, "/p/who", "X-Forwarded-For", "203.0.113.7");
    assertEquals(List.of(), asked);
  }

  private static double count(TestServer at, String outcome) {
    return at.metrics().registry().get("piste.proxied").tag("outcome", outcome).counter().count();
  }
}
