package io.piste.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads request bodies, never more than a limit. */
public final class Bodies {
  private Bodies() {}

  /**
   * The body's bytes.
   *
   * @throws Problem BODY_TOO_LARGE when there are more than maxBytes, BAD_REQUEST when they break
   *     off
   */
  public static byte[] read(HttpServletRequest request, int maxBytes) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > maxBytes) {
      throw tooLarge(maxBytes);
    }
    // Asked for as much as was announced, the stream needs no buffer but the answer.
    int most = announced < 0 ? maxBytes + 1 : (int) announced;
    byte[] body = readAll(request, most);
    if (body.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    return body;
  }

  /** Whoever goes away while sending, or cuts the body into wrong pieces, is no fault of ours. */
  private static byte[] readAll(HttpServletRequest request, int most) {
    try {
      return request.getInputStream().readNBytes(most);
    } catch (IOException e) {
      throw new Problem(ProblemCode.BAD_REQUEST, "The body broke off; send it again, whole.");
    }
  }

  /**
   * The body as UTF-8 text, whatever the request says about its character set.
   *
   * @throws Problem BODY_TOO_LARGE, or BAD_REQUEST when it is not UTF-8
   */
  public static String text(HttpServletRequest request, int maxBytes) throws IOException {
    byte[] body = read(request, maxBytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(ProblemCode.BAD_REQUEST, "The body is not UTF-8.");
    }
  }

  /**
   * The body as a value of the type.
   *
   * @throws Problem BODY_TOO_LARGE, BAD_REQUEST or BAD_JSON
   */
  public static <T> T json(HttpServletRequest request, int maxBytes, Class<T> type)
      throws IOException {
    try {
      T value = Json.MAPPER.readValue(text(request, maxBytes), type);
      if (value == null) {
        throw new Problem(ProblemCode.BAD_JSON, "The body is the JSON word null.");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new Problem(ProblemCode.BAD_JSON, "The body is not the JSON that is expected here.");
    }
  }

  private static Problem tooLarge(int maxBytes) {
    return new Problem(ProblemCode.BODY_TOO_LARGE, "At most " + maxBytes + " bytes are accepted.");
  }
}
