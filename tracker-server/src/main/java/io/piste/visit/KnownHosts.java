package io.piste.visit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shipped list of hosts that everybody knows: {@code channels.txt}. Thread-safe. */
final class KnownHosts {
  /** What kind of place a host is. */
  enum Kind {
    SEARCH,
    ASSISTANT,
    SOCIAL,
    MAIL,
    PAYMENT
  }

  /** Who is behind a host. */
  record Known(Kind kind, String name) {}

  private static final String ANY_COUNTRY = ".*";

  /** What stands before a country where a name is sold one level down: google.co.uk. */
  private static final Set<String> SECOND_LEVEL = Set.of("co", "com", "org", "net");

  static final KnownHosts SHIPPED = read();

  private final Map<String, Known> byName;

  private KnownHosts(Map<String, Known> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** Who is behind a host, or a value of {@code utm_source}; both in lower case. */
  @Nullable Known of(String hostOrSource) {
    String rest = hostOrSource;
    while (true) {
      Known known = byName.get(rest);
      if (known == null) {
        known = inAnyCountry(rest);
      }
      int dot = rest.indexOf('.');
      if (known != null || dot < 0) {
        return known;
      }
      rest = rest.substring(dot + 1);
    }
  }

  // google.fr and google.co.uk, and not google.somebody.example.
  private @Nullable Known inAnyCountry(String host) {
    int dot = host.indexOf('.');
    if (dot < 0) {
      return null;
    }
    String[] ending = host.substring(dot + 1).split("\\.", -1);
    boolean ofCountry =
        ending.length == 1
            || (ending.length == 2 && SECOND_LEVEL.contains(ending[0]) && ending[1].length() == 2);
    return ofCountry ? byName.get(host.substring(0, dot) + ANY_COUNTRY) : null;
  }

  private static KnownHosts read() {
    Map<String, Known> byName = new HashMap<>();
    for (String line : text().split("\n", -1)) {
      String[] parts = line.split("\\|", -1);
      if (parts.length == 3 && !line.startsWith("#")) {
        Kind kind = Kind.valueOf(parts[0].strip().toUpperCase(Locale.ROOT));
        Known known = new Known(kind, parts[1].strip());
        byName.put(known.name().toLowerCase(Locale.ROOT), known);
        for (String host : parts[2].split(",", -1)) {
          byName.put(host.strip(), known);
        }
      }
    }
    return new KnownHosts(byName);
  }

  private static String text() {
    try (InputStream in = KnownHosts.class.getResourceAsStream("channels.txt")) {
      if (in == null) {
        throw new IllegalStateException("channels.txt is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
