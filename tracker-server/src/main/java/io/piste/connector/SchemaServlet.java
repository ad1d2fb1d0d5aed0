package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.PisteServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/schemas/NAME.json}: the JSON Schemas of the protocol, as plugin-api ships
 * them. Public: they say nothing that the documentation does not.
 */
public final class SchemaServlet extends PisteServlet {
  /** What their addresses begin with. */
  public static final String PATH = "/api/v1/schemas/";

  private static final String FOLDER = "/io/piste/protocol/schemas/v1/";
  private static final Pattern NAME = Pattern.compile("/[a-z0-9_-]{1,40}\\.json");

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String name = request.getPathInfo();
    try (InputStream schema = name == null ? null : open(name)) {
      if (schema == null) {
        throw new Problem(
            ProblemCode.NOT_FOUND, "There is no such schema; the one of a request is batch.json.");
      }
      byte[] body = schema.readAllBytes();
      response.setContentType("application/schema+json");
      response.setHeader("Cache-Control", "public, max-age=3600");
      response.setHeader("Access-Control-Allow-Origin", "*");
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  private static @Nullable InputStream open(String name) {
    return NAME.matcher(name).matches()
        ? SchemaServlet.class.getResourceAsStream(FOLDER + name.substring(1))
        : null;
  }
}
