package io.piste.fetch;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of another server: nothing in it is to be believed.
 *
 * @param address where it came from, behind all redirects
 * @param way every address that was asked, the first one first, {@code address} last
 * @param headers by name in lower case
 * @param body at most 2 MiB; 4 KiB of the answer to what was posted
 * @param cut whether there was more
 */
public record Fetched(
    URI address,
    List<URI> way,
    int status,
    Map<String, List<String>> headers,
    Body body,
    boolean cut) {
  private static final Pattern CHARSET =
      Pattern.compile("(?i)charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)");

  /** Bytes that compare by content and cannot be changed. */
  public static final class Body {
    private final byte[] bytes;

    Body(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    /** A copy. */
    public byte[] bytes() {
      return bytes.clone();
    }
  }

  public Fetched {
    way = List.copyOf(way);
    headers = Map.copyOf(headers);
  }

  /** All values of a header, none when it is missing. */
  public List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  /** The type without its parameters, in lower case; empty when none is named. */
  public String type() {
    return header("content-type").orElse("").split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** The charset that the header names, when Java knows it. */
  public Optional<Charset> charset() {
    Matcher named = CHARSET.matcher(header("content-type").orElse(""));
    try {
      return named.find() ? Optional.of(Charset.forName(named.group(1))) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The body in that charset, else in UTF-8. */
  public String text() {
    return new String(body.bytes, charset().orElse(StandardCharsets.UTF_8));
  }
}
