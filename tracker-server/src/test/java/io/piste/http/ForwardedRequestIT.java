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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy on the same machine, which is trusted, says of the request that it got. */
final class ForwardedRequestIT {
  private static TestServer server;

  /** One that trusts other machines than the one that asks. */
  private static TestServer stranger;

  @BeforeAll
  static void start() {
    server = TestServer.with(new Route("/where", where()), new Route("/who", who()));
    stranger =
        TestServer.with(
            HttpSettings.read(
                new ConfigReader(
                    Map.of(
                        "http.port", "0", "http.trusted.proxies", "10.0.0.0/8,2001:db8:f::/48"))),
            new Route("/who", who()));
  }

  private static HttpServlet who() {
    return new HttpServlet() {
      @Override
      protected void doGet(HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        String known = ClientAddress.of(request).map(InetAddress::getHostAddress).orElse("nobody");
        response.getWriter().write(known);
      }
    };
  }

  private static HttpServlet where() {
    return new HttpServlet() {
      @Override
      protected void doGet(HttpServletRequest request, HttpServletResponse response)
          throws IOException {
        response.getWriter().write(request.getRequestURL().toString());
      }
    };
  }

  @AfterAll
  static void stop() {
    server.close();
    stranger.close();
  }

  @ParameterizedTest
  @CsvSource({
    "www.shop.example, https, https://www.shop.example/where",
    "www.shop.example, http, http://www.shop.example/where",
    "own.shop.localhost:8443, https, https://own.shop.localhost:8443/where",
    "[::1]:81, http, http://[::1]:81/where"
  })
  void a_proxy_names_host_and_scheme(String host, String scheme, String expected) {
    HttpResponse<String> answer =
        server.send(
            server
                .request("/where")
                .header("X-Forwarded-Host", host)
                .header("X-Forwarded-Proto", scheme)
                .build());
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals(expected, answer.body());
  }

  @ParameterizedTest
  @CsvSource({
    // what the proxy heard itself stands last; the rest are the client's own words
    "'203.0.113.7', 203.0.113.7",
    "'198.51.100.1, 203.0.113.7', 203.0.113.7",
    "'127.0.0.1, 203.0.113.7', 203.0.113.7",
    "'198.51.100.1, 203.0.113.7, 127.0.0.9', 203.0.113.7",
    "'198.51.100.1, 203.0.113.7, ::1, 127.0.0.9', 203.0.113.7",
    // with ports, and of IPv6
    "'198.51.100.1, 203.0.113.7:4711', 203.0.113.7",
    "'2001:db8::7', 2001:db8:0:0:0:0:0:7",
    "'[2001:db8::7]:4711, 127.0.0.1', 2001:db8:0:0:0:0:0:7",
    "'::ffff:203.0.113.7', 203.0.113.7"
  })
  void the_last_address_that_is_no_trusted_proxy_is_the_clients(String header, String client) {
    assertEquals(client, who(server, "X-Forwarded-For", header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "127.0.0.1", "203.0.113.7, unknown", "203.0.113.7, x:1"})
  void a_proxy_that_does_not_say_for_whom_it_asks_asks_for_nobody(String header) {
    assertEquals("nobody", who(server, "X-Forwarded-For", header));
  }

  @Test
  void several_headers_are_read_as_one() {
    assertEquals(
        "203.0.113.7",
        who(server, "X-Forwarded-For", "198.51.100.1", "X-Forwarded-For", "203.0.113.7"));
  }

  @Test
  void the_header_forwarded_is_not_read() {
    assertEquals("nobody", who(server, "Forwarded", "for=203.0.113.7"));
    assertEquals(
        "203.0.113.7",
        who(server, "Forwarded", "for=198.51.100.1", "X-Forwarded-For", "203.0.113.7"));
  }

  @Test
  void who_is_no_trusted_proxy_cannot_pass_for_another() {
    assertEquals("127.0.0.1", who(stranger, "X-Forwarded-For", "203.0.113.7"));
    assertEquals("127.0.0.1", who(stranger, "X-Forwarded-For", "10.0.0.1"));
  }

  private static String who(TestServer asked, String... headers) {
    HttpResponse<String> answer = asked.send(asked.request("/who").headers(headers).build());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }
}
