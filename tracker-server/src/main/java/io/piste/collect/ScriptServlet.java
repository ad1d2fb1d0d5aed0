package io.piste.collect;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.PisteServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/**
 * {@code /p/t.js} and {@code /p/c.js}, as they came with the program: the same for everybody, no
 * cookie asked or set. Pages ask again after an hour and are told that nothing changed.
 */
public final class ScriptServlet extends PisteServlet {
  private static final String FOLDER = "/io/piste/js/";
  private static final Map<String, String> SCRIPTS = Map.of("/p/t.js", "t.js", "/p/c.js", "c.js");

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

  private static boolean acceptsGzip(HttpServletRequest request) {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private Script script(String path) throws IOException {
    String name = SCRIPTS.get(path);
    if (name == null) {
      throw new Problem(ProblemCode.NOT_FOUND, "The scripts are /p/t.js and /p/c.js.");
    }
    Script known = scripts.get(name);
    if (known == null) {
      known = read(name);
      scripts.put(name, known);
    }
    return known;
  }

  private static Script read(String name) throws IOException {
    try (InputStream in = ScriptServlet.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IOException(name + " is missing: this program was not built completely");
      }
      return new Script(in.readAllBytes());
    }
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
