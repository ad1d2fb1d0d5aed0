package io.piste.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import io.piste.config.ConfigReader;
import io.piste.support.TestServer;
import io.piste.support.Wait;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Our web server with a servlet that does as it is told. */
final class HttpServerIT {
  private static final int LIMIT = 1000;

  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** Answers as the query says. */
  private final class Obedient extends PisteServlet {
    @Override
    protected void get(HttpServletRequest request, HttpServletResponse response) throws Exception {
      switch (String.valueOf(request.getQueryString())) {
        case "problem" -> throw new Problem(ProblemCode.UNKNOWN_SITE, "No such site.");
        case "bug" -> throw new IllegalStateException("an inside that nobody must see");
        case "away" -> throw new IllegalStateException(new SQLTransientConnectionException("x"));
        case "slow" -> {
          arrived.countDown();
          goOn.await();
          response.getWriter().write("late");
        }
        default -> response.getWriter().write("hello");
      }
    }

    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().write(Bodies.text(request, LIMIT));
    }
  }

  private TestServer server() {
    return TestServer.with("/a", new Obedient());
  }

  private static JsonNode problem(HttpResponse<String> answer, int status, String code)
      throws IOException {
    assertEquals(status, answer.statusCode());
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElse(""));
    JsonNode body = Json.MAPPER.readTree(answer.body());
    assertEquals(status, body.get("status").asInt());
    assertEquals(code, body.get("code").asText());
    assertFalse(answer.body().contains("Exception"), answer.body());
    assertFalse(answer.body().toLowerCase(java.util.Locale.ROOT).contains("jetty"));
    assertSafe(answer);
    return body;
  }

  private static void assertSafe(HttpResponse<String> answer) {
    assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals(List.of("no-referrer"), answer.headers().allValues("Referrer-Policy"));
    assertEquals(List.of(), answer.headers().allValues("Server"));
    assertEquals(List.of(), answer.headers().allValues("X-Powered-By"));
  }

  @Test
  void answers_on_a_virtual_thread_with_safe_headers() {
    PisteServlet thread =
        new PisteServlet() {
          @Override
          protected void get(HttpServletRequest request, HttpServletResponse response)
              throws IOException {
            response.getWriter().write(Boolean.toString(Thread.currentThread().isVirtual()));
          }
        };
    try (TestServer server = TestServer.with("/t", thread)) {
      assertEquals("true", server.get("/t").body());
      assertSafe(server.get("/t"));
    }
  }

  @Test
  void tells_problems_in_one_shape() throws IOException {
    try (TestServer server = server()) {
      JsonNode unknown = problem(server.get("/a?problem"), 403, "unknown_site");
      assertEquals("No such site.", unknown.get("detail").asText());
      assertEquals("Unknown site", unknown.get("title").asText());
      problem(server.get("/nowhere"), 404, "not_found");
      problem(server.send(server.request("/a").DELETE().build()), 405, "method_not_allowed");
      JsonNode bug = problem(server.get("/a?bug"), 500, "internal");
      assertFalse(bug.get("detail").asText().contains("inside"));
    }
  }

  @Test
  void asks_to_come_back_when_the_database_is_away() throws IOException {
    try (TestServer server = server()) {
      HttpResponse<String> answer = server.get("/a?away");
      problem(answer, 503, "database_away");
      assertTrue(answer.headers().firstValue("Retry-After").isPresent());
    }
  }

  @Test
  void refuses_what_is_no_http_without_telling_what_it_runs_on() throws IOException {
    try (TestServer server = server()) {
      for (String request : List.of("GARBAGE\r\n\r\n", "GET / HTTP/1.1\r\n\r\n")) {
        String answer = raw(server.port(), request);
        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
        assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("jetty"), answer);
        assertFalse(answer.contains("<"), answer);
      }
    }
  }

  private static String raw(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      // A server that stops may take a connection and leave it unanswered.
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void reads_bodies_up_to_a_limit_whether_or_not_their_length_is_told() throws IOException {
    try (TestServer server = server()) {
      assertEquals("x".repeat(LIMIT), server.post("/a", "x".repeat(LIMIT)).body());
      problem(server.post("/a", "x".repeat(LIMIT + 1)), 413, "body_too_large");
      HttpRequest chunked =
          server
              .request("/a")
              .POST(
                  HttpRequest.BodyPublishers.ofByteArrays(List.of(new byte[LIMIT], new byte[] {1})))
              .build();
      problem(server.send(chunked), 413, "body_too_large");
      HttpRequest noText =
          server
              .request("/a")
              .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xff}))
              .build();
      problem(server.send(noText), 400, "bad_request");
    }
  }

  @Test
  void answers_the_console_on_its_own_port_alone() throws Exception {
    HttpSettings settings =
        HttpSettings.read(
            new ConfigReader(
                Map.of("http.port", "0", "console.port", Integer.toString(freePort()))));
    try (TestServer server =
        TestServer.with(
            settings, new Route("/a", new Obedient()), new Route("/console/*", new Obedient()))) {
      assertEquals(200, server.get("/a").statusCode());
      problem(server.get("/console/x"), 404, "not_found");
      String console = "GET %s HTTP/1.0\r\n\r\n";
      assertTrue(raw(server.consolePort(), console.formatted("/console/x")).contains("200 OK"));
      assertTrue(raw(server.consolePort(), console.formatted("/a")).contains("404"));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void says_when_the_port_is_taken() {
    try (TestServer first = server()) {
      HttpSettings same =
          HttpSettings.read(new ConfigReader(Map.of("http.port", Integer.toString(first.port()))));
      StartProblem problem = assertThrows(StartProblem.class, () -> TestServer.with(same));
      assertEquals(Kind.PORT_TAKEN, problem.kind());
      assertTrue(String.valueOf(problem.getMessage()).contains("port " + first.port()));
    }
  }

  @Test
  void lets_running_requests_end_when_it_stops() throws Exception {
    TestServer server = server();
    CompletableFuture<HttpResponse<String>> late =
        CompletableFuture.supplyAsync(() -> server.get("/a?slow"), Thread::startVirtualThread);
    arrived.await();
    int port = server.port();
    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(server::stop, Thread::startVirtualThread);
    Wait.until("new requests are refused", () -> isRefused(port));
    assertFalse(late.isDone());
    goOn.countDown();
    assertEquals("late", late.join().body());
    stopped.join();
    server.close();
  }

  private static boolean isRefused(int port) {
    try {
      return !raw(port, "GET /a HTTP/1.0\r\n\r\n").contains("200 OK");
    } catch (IOException e) {
      return true;
    }
  }
}
