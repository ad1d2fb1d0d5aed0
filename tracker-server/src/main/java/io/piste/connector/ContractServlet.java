package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.PisteServlet;
import io.piste.http.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What describes the plugin API and the protocol, as plugin-api ships it: {@code
 * /api/v1/openapi.yaml}, {@code /api/v1/schemas/NAME.json} and {@code /api/v1/examples/NAME.json}.
 * Public: it says nothing that the documentation does not.
 */
public final class ContractServlet extends PisteServlet {
  private static final String SHIPPED = "/io/piste/protocol/";
  private static final Pattern NAME = Pattern.compile("/[a-z0-9_-]{1,40}\\.json");

  private final String folder;
  private final String type;

  private ContractServlet(String folder, String type) {
    this.folder = folder;
    this.type = type;
  }

  /** All of it. */
  public static List<Route> routes() {
    return List.of(
        new Route("/api/v1/openapi.yaml", new ContractServlet("api/", "application/yaml")),
        new Route(
            "/api/v1/schemas/*", new ContractServlet("schemas/v1/", "application/schema+json")),
        new Route("/api/v1/examples/*", new ContractServlet("api/examples/", "application/json")));
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getPathInfo();
    try (InputStream file = path == null ? open("openapi.yaml") : openNamed(path)) {
      if (file == null) {
        throw new Problem(
            ProblemCode.NOT_FOUND, "There is no such file; all of them are named in openapi.yaml.");
      }
      byte[] body = file.readAllBytes();
      response.setContentType(type);
      response.setHeader("Cache-Control", "public, max-age=3600");
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  private @Nullable InputStream openNamed(String path) {
    return NAME.matcher(path).matches() ? open(path.substring(1)) : null;
  }

  private @Nullable InputStream open(String name) {
    return ContractServlet.class.getResourceAsStream(SHIPPED + folder + name);
  }
}
