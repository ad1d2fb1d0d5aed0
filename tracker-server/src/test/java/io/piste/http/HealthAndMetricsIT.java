package io.piste.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HealthAndMetricsIT {
  private final AtomicBoolean well = new AtomicBoolean(true);
  private final Metrics metrics = new Metrics();

  @AfterEach
  void close() {
    metrics.close();
  }

  private TestServer health() {
    HealthServlet servlet = new HealthServlet(List.of(new HealthCheck("database", well::get)));
    return TestServer.with(new Route("/health/live", servlet), new Route("/health/ready", servlet));
  }

  private TestServer metrics(Optional<String> token) {
    return TestServer.with("/metrics", new MetricsServlet(metrics.registry(), token));
  }

  @Test
  void is_ready_while_all_parts_are_well() {
    try (TestServer server = health()) {
      assertEquals(200, server.get("/health/ready").statusCode());
      assertEquals(
          "{\"status\":\"well\",\"parts\":{\"database\":\"well\"}}",
          server.get("/health/ready").body());
    }
  }

  @Test
  void is_alive_but_not_ready_while_a_part_is_away() {
    well.set(false);
    try (TestServer server = health()) {
      assertEquals(503, server.get("/health/ready").statusCode());
      assertTrue(server.get("/health/ready").body().contains("\"database\":\"away\""));
      assertEquals(200, server.get("/health/live").statusCode());
    }
  }

  @Test
  void is_ready_while_a_part_is_away_that_it_can_do_without() {
    HealthServlet servlet =
        new HealthServlet(
            List.of(
                new HealthCheck("database", () -> false, false),
                new HealthCheck("events", well::get)));
    try (TestServer server = TestServer.with(new Route("/health/ready", servlet))) {
      assertEquals(200, server.get("/health/ready").statusCode());
      assertTrue(server.get("/health/ready").body().contains("\"database\":\"away\""));
      well.set(false);
      assertEquals(503, server.get("/health/ready").statusCode());
    }
  }

  @Test
  void tells_this_machine_its_figures() {
    try (TestServer server = metrics(Optional.empty())) {
      HttpResponse<String> answer = server.get("/metrics");
      assertEquals(200, answer.statusCode());
      assertTrue(answer.body().contains("jvm_memory_used_bytes"));
      assertTrue(answer.body().contains("process_uptime_seconds"));
    }
  }

  @Test
  void tells_others_nothing_without_the_token() {
    try (TestServer server = metrics(Optional.empty())) {
      assertEquals(
          404,
          server
              .send(server.request("/metrics").header("X-Forwarded-For", "203.0.113.9").build())
              .statusCode());
    }
    try (TestServer server = metrics(Optional.of("sesame"))) {
      assertEquals(404, server.get("/metrics").statusCode());
      assertEquals(404, withToken(server, "Bearer sesam"));
      assertEquals(200, withToken(server, "Bearer sesame"));
    }
  }

  private static int withToken(TestServer server, String authorization) {
    return server
        .send(server.request("/metrics").header("Authorization", authorization).build())
        .statusCode();
  }

  @Test
  void counts_requests_by_route_and_never_by_path() {
    try (TestServer server = health()) {
      server.get("/health/live");
      server.get("/health/live?secret");
      server.get("/some/secret/path");
      String figures = server.metrics().registry().scrape();
      assertTrue(
          figures.contains(
              "piste_http_requests_seconds_count{route=\"/health/live\",status=\"200\"} 2"),
          figures);
      assertFalse(figures.contains("secret"));
    }
  }
}
