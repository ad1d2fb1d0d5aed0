package io.piste.sender;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says of itself in each request, without being asked.
 *
 * @param userAgent the header of that name, cut at 500 characters
 * @param brands Sec-CH-UA, such as {@code "Brave";v="140", "Chromium";v="140"}
 * @param mobile Sec-CH-UA-Mobile, {@code ?1} or {@code ?0}
 * @param platform Sec-CH-UA-Platform, such as {@code "Android"}
 */
record AgentWords(
    @Nullable String userAgent,
    @Nullable String brands,
    @Nullable String mobile,
    @Nullable String platform) {
  private static final int MOST = 500;

  static AgentWords of(HttpServletRequest request) {
    return new AgentWords(
        cut(request.getHeader("User-Agent")),
        cut(request.getHeader("Sec-CH-UA")),
        cut(request.getHeader("Sec-CH-UA-Mobile")),
        cut(request.getHeader("Sec-CH-UA-Platform")));
  }

  private static @Nullable String cut(@Nullable String header) {
    return header == null || header.length() <= MOST ? header : header.substring(0, MOST);
  }

  /** User agent and brands, where names of browsers and robots stand. */
  String names() {
    String first = userAgent == null ? "" : userAgent;
    return brands == null ? first : first + " " + brands;
  }
}
