package io.piste.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Times every request by its route, never by its path, which could hold anything. */
final class MeasuringFilter extends HttpFilter {
  private final transient MeterRegistry registry;

  MeasuringFilter(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Timer.Sample sample = Timer.start(registry);
    try {
      chain.doFilter(request, response);
    } finally {
      sample.stop(
          Timer.builder("piste.http.requests")
              .description("Requests answered, by route and status")
              .tag("route", request.getHttpServletMapping().getPattern())
              .tag("status", Integer.toString(response.getStatus()))
              .register(registry));
    }
  }
}
