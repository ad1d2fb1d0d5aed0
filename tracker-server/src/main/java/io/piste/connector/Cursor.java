package io.piste.connector;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Where a page of a list ends: the number of its last item, so that nothing is left out. */
final class Cursor {
  private static final String MARK = "v1:";
  private static final int LONGEST = 60;

  private Cursor() {}

  /** A page of a list, as it is answered. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page<T>(List<T> items, @Nullable String next) {}

  /** The number behind the parameter {@code cursor}; 0 without one. */
  static long of(ApiRequest request) {
    return request.parameter("cursor").map(Cursor::read).orElse(0L);
  }

  /** A page of what was found, which is asked for with one more than is shown. */
  static <F, T> Page<T> page(
      List<F> found, int limit, ToLongFunction<F> number, Function<F, T> item) {
    boolean more = found.size() > limit;
    List<F> shown = more ? found.subList(0, limit) : found;
    return new Page<>(
        shown.stream().map(item).toList(),
        more ? write(number.applyAsLong(shown.getLast())) : null);
  }

  private static String write(long number) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + number).getBytes(StandardCharsets.US_ASCII));
  }

  private static long read(String cursor) {
    try {
      if (cursor.length() <= LONGEST) {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
        if (text.startsWith(MARK)) {
          return Long.parseLong(text.substring(MARK.length()));
        }
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw ApiRequest.wrong("cursor", "what 'next' of the page before said");
  }
}
