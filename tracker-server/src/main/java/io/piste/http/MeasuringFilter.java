package io.piste.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Times every request by its route, never by its path, which could hold anything. */
final class MeasuringFilter extends HttpFilter {
  private record Answer(String route, int status) {}

  private final transient MeterRegistry registry;

  /** The registry's own, found without writing their names and tags anew for each request. */
  private final transient ConcurrentHashMap<Answer, Timer> timers = new ConcurrentHashMap<>();

  MeasuringFilter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    long begun = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } finally {
      timers
          .computeIfAbsent(
              new Answer(request.getHttpServletMapping().getPattern(), response.getStatus()),
              this::timer)
          .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }
  }

  private Timer timer(Answer answer) {
    return Timer.builder("piste.http.requests")
        .description("Requests answered, by route and status")
        .tag("route", answer.route())
        .tag("status", Integer.toString(answer.status()))
        .register(registry);
  }
}
