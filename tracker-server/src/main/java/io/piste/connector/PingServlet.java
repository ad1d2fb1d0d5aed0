package io.piste.connector;

import io.piste.http.PisteServlet;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code GET /api/v1/ping}: does the key work, and what does a plug-in need to know? */
public final class PingServlet extends PisteServlet {
  private final transient Bearer bearer;
  private final PublicPaths paths;

  /** Answers whoever has a key. */
  public PingServlet(Bearer bearer, PublicPaths paths) {
    this.bearer = bearer;
    this.paths = paths;
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Site site = bearer.caller(request, response).site();
    Answers.send(response, new Pong(site, paths));
  }

  private record Pong(
      String site, String publicId, String api, String snippet, Map<String, String> cookies) {
    Pong(Site site, PublicPaths paths) {
      this(
          site.name(),
          site.publicId(),
          "v1",
          site.trackerUrl() + paths.script(),
          Map.of("consent", "piste_consent", "visitor", "piste_visitor"));
    }
  }
}
