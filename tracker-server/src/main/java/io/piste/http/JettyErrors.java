package io.piste.http;

import io.piste.base.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's own refusals (no such path, malformed requests) in the shape of all our problems. They
 * say nothing but their status, so any page may read them: a page that sends too large a header
 * finds out why.
 */
final class JettyErrors extends ErrorHandler {
  private static final int LONGEST_ORIGIN = 300;

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    byte[] body = body(status);
    HttpFields.Mutable headers = response.getHeaders();
    SecurityHeaders.add(headers);
    open(request.getHeaders().get(HttpHeader.ORIGIN), headers);
    headers.put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      headers.put(HttpHeader.RETRY_AFTER, "5");
    }
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static void open(@Nullable String origin, HttpFields.Mutable headers) {
    headers.put(HttpHeader.VARY, "Origin");
    if (origin != null && !origin.isBlank() && origin.length() <= LONGEST_ORIGIN) {
      headers.put("Access-Control-Allow-Origin", origin);
      headers.put("Access-Control-Allow-Credentials", "true");
    }
  }

  private static byte[] body(int status) {
    return Problems.json(status, code(status), detail(status)).getBytes(StandardCharsets.UTF_8);
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 -> "The request is not HTTP as it should be.";
      case 404 -> "Nothing is here.";
      case 414 -> "The address is too long.";
      case 431 ->
          "The headers are too large: send fewer or shorter ones; most often it is cookies.";
      default -> HttpStatus.getMessage(status) + ".";
    };
  }

  private static ProblemCode code(int status) {
    return switch (status) {
      case 404 -> ProblemCode.NOT_FOUND;
      case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
      case 413 -> ProblemCode.BODY_TOO_LARGE;
      case 503 -> ProblemCode.BUSY;
      default -> status < 500 ? ProblemCode.BAD_REQUEST : ProblemCode.INTERNAL;
    };
  }
}
