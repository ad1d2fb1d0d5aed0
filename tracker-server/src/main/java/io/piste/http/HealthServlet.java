package io.piste.http;

import io.piste.base.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /health/live}: the process answers. {@code /health/ready}: all that it needs is well, else
 * 503; a load balancer asks this.
 */
public final class HealthServlet extends PisteServlet {
  private static final String WELL = "well";
  private static final String AWAY = "away";

  private record Answer(String status, Map<String, String> parts) {}

  private final List<HealthCheck> checks;

  /** Asks these parts. */
  public HealthServlet(List<HealthCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Map<String, String> parts = new LinkedHashMap<>();
    boolean well = true;
    if (request.getServletPath().equals("/health/ready")) {
      for (HealthCheck check : checks) {
        boolean wellNow = check.isWell();
        parts.put(check.name(), wellNow ? WELL : AWAY);
        well &= wellNow || !check.needed();
      }
    }
    response.setStatus(well ? 200 : 503);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(Json.write(new Answer(well ? WELL : AWAY, parts)));
  }
}
