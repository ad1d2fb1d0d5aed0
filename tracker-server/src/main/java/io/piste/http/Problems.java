package io.piste.http;

import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes problems as RFC 9457 wants them. */
public final class Problems {
  static final String CONTENT_TYPE = "application/problem+json";

  private Problems() {}

  /** Answers with the problem, unless an answer is already on its way. */
  public static void send(HttpServletResponse response, Problem problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    forgetBody(response);
    ProblemCode code = problem.code();
    response.setStatus(code.status());
    response.setContentType(CONTENT_TYPE);
    response.setHeader("Cache-Control", "no-store");
    if (code.status() == 503 || code.status() == 429) {
      response.setHeader("Retry-After", seconds(problem.retryAfter()));
    }
    if (code == ProblemCode.BODY_TOO_LARGE) {
      // Nobody reads the rest, so the connection ends; who is not told sends the next request on
      // it.
      response.setHeader("Connection", "close");
    }
    String body = json(code.status(), code, String.valueOf(problem.getMessage()));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** Whole seconds, rounded up: who comes back a moment too early is refused again. */
  private static String seconds(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }

  /**
   * Unlike resetBuffer also forgets a writer in another character set; headers such as CORS stay.
   */
  private static void forgetBody(HttpServletResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      headers.put(name, List.copyOf(response.getHeaders(name)));
    }
    response.reset();
    headers.forEach(
        (name, values) -> {
          boolean ofBody = name.startsWith("Content-") && !name.equals("Content-Security-Policy");
          if (!ofBody && !response.containsHeader(name)) {
            values.forEach(value -> response.addHeader(name, value));
          }
        });
  }

  static String json(int status, ProblemCode code, String detail) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("type", "about:blank");
    fields.put("title", title(code));
    fields.put("status", status);
    fields.put("detail", detail);
    fields.put("code", code.word());
    return Json.write(fields);
  }

  private static String title(ProblemCode code) {
    String words = code.word().replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
