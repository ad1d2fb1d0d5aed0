package io.piste.connector;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a connector says in {@code X-Connector}: {@code wordpress/1.0.0; wp=7.1.1; php=8.2.29}.
 *
 * @param platform what follows its own version, as it was sent, perhaps empty
 */
record ConnectorHeader(String name, String version, String platform) {
  static final String HEADER = "X-Connector";

  private static final int LONGEST = 400;
  private static final Pattern SHAPE =
      Pattern.compile(
          "([a-z][a-z0-9-]{0,39})/([A-Za-z0-9.+_-]{1,40})"
              + "((?:; ?[a-z][a-z0-9_]{0,19}=[A-Za-z0-9.+_~-]{1,40}){0,6})");

  /** Empty when it is missing or looks otherwise: it is a courtesy, and nothing hangs on it. */
  static Optional<ConnectorHeader> of(HttpServletRequest request) {
    String header = request.getHeader(HEADER);
    if (header == null || header.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = SHAPE.matcher(header.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String rest = matcher.group(3);
    return Optional.of(
        new ConnectorHeader(
            matcher.group(1), matcher.group(2), rest.isEmpty() ? "" : rest.substring(1).strip()));
  }
}
