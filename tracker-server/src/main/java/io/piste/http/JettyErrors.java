package io.piste.http;

import io.piste.base.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Jetty's own refusals (no such path, malformed requests) in the shape of all our problems. */
final class JettyErrors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    byte[] body = body(status);
    SecurityHeaders.add(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private static byte[] body(int status) {
    return Problems.json(status, code(status), HttpStatus.getMessage(status) + ".")
        .getBytes(StandardCharsets.UTF_8);
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
