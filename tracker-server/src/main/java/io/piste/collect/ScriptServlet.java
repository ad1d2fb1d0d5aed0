package io.piste.collect;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.PisteServlet;
import io.piste.site.PublicPaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/**
 * The tracker and the banner: the same for everybody, no cookie asked or set. They are as they came
 * with the program, but for the addresses that they ask, where the operator chose others. Pages ask
 * again after an hour and are told that nothing changed.
 */
public final class ScriptServlet extends PisteServlet {
  private static final String FOLDER = "/io/piste/js/";
  private static final String TRACKER = "t.js";
  private static final String BANNER = "c.js";

  /** A script, plain and compressed, each with its own tag. */
  private static final class Script {
    final byte[] plain;
    final byte[] gzipped;
    final String tag;

    Script(byte[] plain) throws IOException {
      this.plain = plain;
      this.gzipped = gzip(plain);
      this.tag = hash(plain);
    }
  }

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, String> names;
  private final PublicPaths paths;

  /** Answers the usual paths and those given. */
  public ScriptServlet(PublicPaths paths) {
    this.paths = paths;
    this.names = new HashMap<>();
    names.put(PublicPaths.DEFAULT.script(), TRACKER);
    names.put(PublicPaths.DEFAULT.banner(), BANNER);
    names.put(paths.script(), TRACKER);
    names.put(paths.banner(), BANNER);
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
    response.setContentType("text/javascript;charset=utf-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** A script as it is sent from a path, in words. */
  public String text(String path) {
    try {
      return new String(script(path).plain, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean acceptsGzip(HttpServletRequest request) {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private Script script(String path) throws IOException {
    String name = names.get(path);
    if (name == null) {
      throw new Problem(ProblemCode.NOT_FOUND, "There is no script of this name.");
    }
    Script known = scripts.get(name);
    if (known == null) {
      known = read(name);
      scripts.put(name, known);
    }
    return known;
  }

  private Script read(String name) throws IOException {
    try (InputStream in = ScriptServlet.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException(name + " is missing: this program was not built completely");
      }
      return new Script(addressed(in.readAllBytes()));
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
        : script.replace("\"" + usual.substring("/p/".length()) + "\"", "\"" + chosen + "\"");
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static String hash(byte[] plain) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
