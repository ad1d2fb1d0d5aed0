package io.piste.console;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Sends {@link Assets}. Nothing of them is secret, so nobody has to sign in. */
final class AssetServlet extends HttpServlet {
  private final transient Assets assets;

  AssetServlet(Assets assets) {
    this.assets = assets;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SafetyHeaders.write(request, response);
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    Optional<Assets.Asset> found = assets.named(path.substring(1));
    if (found.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    Assets.Asset asset = found.get();
    boolean lasting = asset.tag().equals(request.getParameter("v")) || path.endsWith(".woff2");
    response.setHeader(
        "Cache-Control", lasting ? "public, max-age=31536000, immutable" : "public, max-age=300");
    response.setHeader("ETag", '"' + asset.tag() + '"');
    if (('"' + asset.tag() + '"').equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(asset.type());
    response.setContentLength(asset.bytes().remaining());
    response.getOutputStream().write(asset.bytes().duplicate());
  }
}
