package io.piste.console;

import io.piste.console.view.Frame.AssetUrls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Styles, scripts and fonts, read once from the class path. The style sheet is written in several
 * files, one per concern, and served as one.
 */
final class Assets {
  private static final String OURS = "/io/piste/console/assets/";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
  private static final String INTER = "/META-INF/resources/_static/inter/5.2.5/files/inter-latin-";
  private static final List<String> STYLES =
      List.of(
          "tokens",
          "base",
          "frame",
          "parts",
          "forms",
          "tables",
          "charts",
          "pages",
          "card",
          "traffic",
          "install",
          "goals",
          "contacts",
          "transfer",
          "profiles",
          "map",
          "consent",
          "connectors",
          "segments",
          "builder",
          "found");
  private static final List<String> SCRIPTS = List.of("console", "consent", "find", "segments");

  /** Comes with the banner, and draws it in a frame of ours. */
  static final String PREVIEW = "preview.js";

  private static final List<String> WEIGHTS = List.of("400", "500", "600", "700");

  /** A file as it is sent; {@code tag} changes with its content. */
  record Asset(String type, ByteBuffer bytes, String tag) {}

  private final Map<String, Asset> byName = new HashMap<>();

  Assets() {
    ByteArrayOutputStream styles = new ByteArrayOutputStream();
    for (String style : STYLES) {
      styles.writeBytes(read(OURS + style + ".css"));
    }
    add("console.css", "text/css;charset=UTF-8", styles.toByteArray());
    ByteArrayOutputStream scripts = new ByteArrayOutputStream();
    for (String script : SCRIPTS) {
      scripts.writeBytes(read(OURS + script + ".js"));
    }
    add("console.js", "text/javascript;charset=UTF-8", scripts.toByteArray());
    add(PREVIEW, "text/javascript;charset=UTF-8", shipped("/io/piste/js/" + PREVIEW));
    add("icon.svg", "image/svg+xml", read(OURS + "icon.svg"));
    add("world.svg", "image/svg+xml", read(OURS + "world.svg"));
    add("htmx.js", "text/javascript;charset=UTF-8", read(HTMX));
    for (String weight : WEIGHTS) {
      add("inter-" + weight + ".woff2", "font/woff2", read(INTER + weight + "-normal.woff2"));
      add(
          "inter-ext-" + weight + ".woff2",
          "font/woff2",
          read(INTER + "ext-" + weight + "-normal.woff2"));
    }
  }

  Optional<Asset> named(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Addresses that change with the content. */
  AssetUrls urls() {
    return new AssetUrls(url("console.css"), url("console.js"), url("htmx.js"), url("world.svg"));
  }

  /** The address of one that changes with its content. */
  String url(String name) {
    Asset asset = byName.get(name);
    return "/console/assets/" + name + "?v=" + (asset == null ? "" : asset.tag());
  }

  private void add(String name, String type, byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      byName.put(
          name,
          new Asset(
              type,
              ByteBuffer.wrap(bytes).asReadOnlyBuffer(),
              HexFormat.of().formatHex(hash, 0, 8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Without the banner's own script the editor works, and shows no preview. */
  private static byte[] shipped(String name) {
    return Assets.class.getResource(name) == null ? new byte[0] : read(name);
  }

  private static byte[] read(String name) {
    try (InputStream file = Assets.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
