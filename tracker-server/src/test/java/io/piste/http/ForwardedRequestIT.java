package io.piste.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.support.TestServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy on the same machine, which is trusted, says of the request that it got. */
final class ForwardedRequestIT {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.with(
            "/where",
            new HttpServlet() {
              @Override
              protected void doGet(HttpServletRequest request, HttpServletResponse response)
                  throws IOException {
                response.getWriter().write(request.getRequestURL().toString());
              }
            });
  }

  @AfterAll
  static void stop() {
    server.close();
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
}
