package io.piste.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /metrics} in Prometheus' text format, for this machine or for who has the token. */
public final class MetricsServlet extends PisteServlet {
  private final PrometheusMeterRegistry registry;
  private final Optional<String> token;

  /** With a token nobody gets in without it, this machine included. */
  public MetricsServlet(PrometheusMeterRegistry registry, Optional<String> token) {
    this.registry = registry;
    this.token = token;
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!isAllowed(request)) {
      throw new Problem(ProblemCode.NOT_FOUND, "Not Found.");
    }
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(registry.scrape());
  }

  private boolean isAllowed(HttpServletRequest request) {
    return token.isPresent()
        ? isToken(token.get(), request.getHeader("Authorization"))
        : InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
  }

  private static boolean isToken(String token, @Nullable String header) {
    return header != null
        && MessageDigest.isEqual(
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
            header.getBytes(StandardCharsets.UTF_8));
  }
}
