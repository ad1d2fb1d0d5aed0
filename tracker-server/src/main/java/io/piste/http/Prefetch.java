package io.piste.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;

/** What a browser fetches ahead: nobody has looked at it, and perhaps nobody will. */
public final class Prefetch {
  private static final List<String> HEADERS = List.of("Sec-Purpose", "Purpose", "X-Moz");

  private Prefetch() {}

  /** Whether a request says that it is one. */
  public static boolean isOne(HttpServletRequest request) {
    for (String header : HEADERS) {
      String purpose = request.getHeader(header);
      if (purpose != null && purpose.toLowerCase(Locale.ROOT).contains("prefetch")) {
        return true;
      }
    }
    return false;
  }
}
