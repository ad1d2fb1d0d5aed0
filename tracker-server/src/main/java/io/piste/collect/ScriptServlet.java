package io.piste.collect;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.PisteServlet;
import io.piste.site.Cors;
import io.piste.site.PublicPaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The scripts that pages load: the same for everybody, no cookie asked or set. They are as they
 * came with the program, but for the addresses that they ask, where the operator chose others. Each
 * lies in {@link PublicPaths#FOLDER}, and beside the tracker and the banner where those have other
 * names. Pages ask again after an hour and are told that nothing changed.
 */
public final class ScriptServlet extends PisteServlet {
  private static final String BUILT = "/io/piste/js/";
  private static final String TRACKER = "t.js";
  private static final String BANNER = "c.js";

  /** Scripts, and declarations of their types. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]*\\.(js|d\\.ts)");

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, String> names;
  private final Set<String> folders;
  private final PublicPaths paths;

  /** Answers the usual paths and those given. */
  public ScriptServlet(PublicPaths paths) {
    this.paths = paths;
    this.names = new HashMap<>();
    names.put(paths.script(), TRACKER);
    names.put(paths.banner(), BANNER);
    this.folders =
        Set.copyOf(List.of(PublicPaths.FOLDER, folder(paths.script()), folder(paths.banner())));
  }

  @Override
  protected void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    Cors.open(request, response);
    super.refuse(request, response, problem);
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Script script = script(request.getRequestURI());
    boolean gzip = acceptsGzip(request);
    String tag = "\"" + script.tag + (gzip ? "-gz\"" : "\"");
    response.setHeader("ETag", tag);
    response.setHeader("Vary", "Accept-Encoding");
    response.setHeader("Cache-Control", "public, max-age=3600");
    // Any page may load it, also one that isolates itself from other origins.
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    if (tag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    byte[] body = gzip ? script.gzipped : script.plain;
    if (gzip) {
      response.setHeader("Content-Encoding", "gzip");
    }
    response.setContentType(type(request.getRequestURI()));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Where no script is, nothing is for any method. */
  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws Exception {
    script(request.getRequestURI());
    super.post(request, response);
  }

  /** A script as it is sent from a path, in words. */
  public String text(String path) {
    return new String(shipped(path).plain, StandardCharsets.UTF_8);
  }

  /** How many bytes a browser loads of the script of a path. */
  public int weight(String path) {
    return shipped(path).gzipped.length;
  }

  private Script shipped(String path) {
    try {
      return script(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String path) {
    return path.endsWith(".js") ? "text/javascript;charset=utf-8" : "text/plain;charset=utf-8";
  }

  private static boolean acceptsGzip(HttpServletRequest request) {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private Script script(String path) throws IOException {
    String name = named(path);
    Script known = scripts.get(name);
    if (known == null) {
      known = read(name).orElseThrow(ScriptServlet::missing);
      scripts.put(name, known);
    }
    return known;
  }

  private String named(String path) {
    String chosen = names.get(path);
    if (chosen != null) {
      return chosen;
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!folders.contains(folder(path)) || !NAME.matcher(name).matches()) {
      throw missing();
    }
    return name;
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no script of this name.");
  }

  private Optional<Script> read(String name) throws IOException {
    try (InputStream in = ScriptServlet.class.getResourceAsStream(BUILT + name)) {
      return in == null ? Optional.empty() : Optional.of(new Script(addressed(in.readAllBytes())));
    }
  }

  /** The built scripts name what they ask relative to themselves. */
  private byte[] addressed(byte[] built) {
    PublicPaths usual = PublicPaths.DEFAULT;
    return replace(
            replace(
                replace(new String(built, StandardCharsets.UTF_8), usual.events(), paths.events()),
                usual.consent(),
                paths.consent()),
            usual.banner(),
            paths.banner())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String replace(String script, String usual, String chosen) {
    return usual.equals(chosen)
        ? script
        : script.replace(
            "\"" + usual.substring(PublicPaths.FOLDER.length()) + "\"", "\"" + chosen + "\"");
  }
}
