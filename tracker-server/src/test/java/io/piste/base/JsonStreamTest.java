package io.piste.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class JsonStreamTest {
  @Test
  void values_are_read_where_they_stand() {
    Map<String, Object> read = new HashMap<>();
    each(
        "{\"a\":\"x\",\"b\":12,\"c\":1.50,\"d\":true,\"e\":null,\"f\":{\"g\":[1,[2]]},\"h\":[{\"i\":1},{\"i\":2}]}",
        in -> {
          switch (in.name()) {
            case "a" -> read.put("a", in.text(3));
            case "b" -> read.put("b", in.wholeNumber(0, 99));
            case "c" -> read.put("c", in.number());
            case "d" -> read.put("d", String.valueOf(in.optionalFlag()));
            case "e" -> assertNull(in.optionalText(3));
            case "h" -> read.put("h", in.objects(2, JsonStreamTest::i));
            default -> in.skip();
          }
        });
    assertEquals(
        Map.of("a", "x", "b", 12L, "c", new BigDecimal("1.50"), "d", "true", "h", List.of(1L, 2L)),
        read);
  }

  private static long i(JsonStream in) {
    assertTrue(in.nextField());
    long i = in.wholeNumber(0, 9);
    assertFalse(in.nextField());
    return i;
  }

  @Test
  void a_problem_names_the_path_and_what_was_expected() {
    assertWrong("a: expected a text of 1 to 3 characters", "{\"a\":7}", in -> in.text(3));
    assertWrong("a: expected 1 to 3 characters, it has 4", "{\"a\":\"four\"}", in -> in.text(3));
    assertWrong(
        "a: expected a text without control characters", "{\"a\":\"\\u009f\"}", in -> in.text(3));
    assertWrong("a: expected an object", "{\"a\":[]}", JsonStream::object);
    assertWrong("a: expected a list of objects", "{\"a\":{}}", in -> in.objects(1, x -> x));
    assertWrong(
        "a[1].i: expected a whole number from 0 to 9",
        "{\"a\":[{\"i\":1},{\"i\":10}]}",
        in -> in.objects(2, JsonStreamTest::i));
    assertWrong("a[0]: expected an object", "{\"a\":[[]]}", in -> in.objects(2, JsonStreamTest::i));
    assertWrong(
        "a: expected at most 1 objects, it has 3",
        "{\"a\":[{\"i\":1},{\"i\":[{}]},{}]}",
        in -> in.objects(1, JsonStreamTest::i));
    assertWrong("a: expected a number", "{\"a\":1e99999999999}", JsonStream::number);
    assertWrong("a: expected true or false", "{\"a\":\"yes\"}", JsonStream::optionalFlag);
  }

  @Test
  void whole_numbers_fit_their_limits_whatever_their_size() {
    for (String number : List.of("-1", "10", "9223372036854775808", "1.5", "\"1\"", "null")) {
      assertWrong(
          "a: expected a whole number from 0 to 9",
          "{\"a\":" + number + "}",
          in -> in.wholeNumber(0, 9));
    }
  }

  @Test
  void characters_are_counted_as_people_do() {
    each("{\"a\":\"🍵🍵🍵\"}", in -> assertEquals("🍵🍵🍵", in.text(3)));
    assertWrong("a: expected 1 to 2 characters, it has 3", "{\"a\":\"🍵🍵🍵\"}", in -> in.text(2));
  }

  @Test
  void of_a_field_that_stands_twice_the_last_one_counts() {
    StringBuilder last = new StringBuilder();
    each(
        "{\"a\":\"x\",\"a\":\"y\"}",
        in -> {
          last.setLength(0);
          last.append(in.text(1));
        });
    assertEquals("y", last.toString());
  }

  @Test
  void an_object_can_be_read_again_with_the_same_paths() {
    byte[] body = utf8(" {\"é\":1,\"a\":[ {\"i\":1} , {\"i\":2,\"j\":{\"k\":\"x\"}}]}");
    try (JsonStream in = JsonStream.open(body, ProblemCode.BAD_EVENT)) {
      assertTrue(in.nextField());
      assertTrue(in.nextField());
      Problem problem = assertThrows(Problem.class, () -> in.objects(2, JsonStreamTest::readTwice));
      assertEquals("a[1].j.k: expected a number", problem.getMessage());
    }
  }

  private static String readTwice(JsonStream in) {
    long begin = in.here();
    while (in.nextField()) {
      in.skip();
    }
    return in.again(
        begin,
        same -> {
          assertTrue(same.nextField());
          assertTrue(same.wholeNumber(1, 2) > 0);
          while (same.nextField()) {
            same.object();
            assertTrue(same.nextField());
            same.number();
          }
          return "read";
        });
  }

  @Test
  void what_is_no_json_object_in_utf_8_is_refused() {
    for (String body :
        List.of("", " ", "[]", "7", "{", "{\"a\":", "{\"a\":1,}", "{\"a\":tru}", "{}{}", "{} x")) {
      assertBroken(utf8(body));
    }
    for (Charset charset :
        List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16)) {
      assertBroken("{\"a\":1}".getBytes(charset));
    }
    assertBroken(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xC3, '"', '}'});
    assertBroken(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
  }

  @Test
  void nesting_and_numbers_have_limits() {
    each("{\"a\":" + "[".repeat(31) + "]".repeat(31) + "}", JsonStream::skip);
    assertBroken(utf8("{\"a\":" + "[".repeat(32) + "]".repeat(32) + "}"));
    assertBroken(utf8("{\"a\":" + "1".repeat(65) + "}"));
    assertBroken(utf8("{\"" + "a".repeat(1_001) + "\":1}"));
  }

  private static void assertBroken(byte[] body) {
    Problem problem =
        assertThrows(
            Problem.class,
            () -> each(body, JsonStream::skip),
            new String(body, StandardCharsets.UTF_8));
    assertEquals(ProblemCode.BAD_JSON, problem.code());
    assertTrue(String.valueOf(problem.getMessage()).startsWith("The body "), problem.getMessage());
  }

  private static void assertWrong(String message, String body, Consumer<JsonStream> read) {
    Problem problem = assertThrows(Problem.class, () -> each(body, read));
    assertEquals(ProblemCode.BAD_EVENT, problem.code());
    assertEquals(message, problem.getMessage());
  }

  private static void each(String body, Consumer<JsonStream> read) {
    each(utf8(body), read);
  }

  private static void each(byte[] body, Consumer<JsonStream> read) {
    try (JsonStream in = JsonStream.open(body, ProblemCode.BAD_EVENT)) {
      while (in.nextField()) {
        read.accept(in);
      }
      in.end();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
