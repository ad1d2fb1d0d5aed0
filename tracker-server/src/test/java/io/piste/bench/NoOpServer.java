package io.piste.bench;

import io.piste.base.Json;
import io.piste.http.HttpServer;
import io.piste.http.HttpSettings;
import io.piste.http.Metrics;
import io.piste.http.PisteServlet;
import io.piste.http.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * What could be had at most: our web server with a servlet that reads the body's JSON, any JSON,
 * and answers 204. Prints its port, and ends when its input does.
 */
final class NoOpServer {
  private NoOpServer() {}

  private static final class NoOpServlet extends PisteServlet {
    @Override
    protected void post(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (Json.MAPPER.readTree(request.getInputStream()).isEmpty()) {
        throw new IllegalStateException("nothing was sent");
      }
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }

  /** No arguments. */
  public static void main(String[] arguments) throws IOException {
    try (Metrics metrics = new Metrics();
        HttpServer server =
            new HttpServer(
                HttpSettings.onFreePort(),
                List.of(new Route("/p/v1/e", new NoOpServlet())),
                metrics.registry())) {
      server.start();
      System.out.println(server.port());
      while (System.in.read() >= 0) {
        // Waits for the end.
      }
    }
  }
}
