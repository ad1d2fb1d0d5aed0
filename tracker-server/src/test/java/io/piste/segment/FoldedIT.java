package io.piste.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts become small letters here as there, for each letter that there is. */
final class FoldedIT {
  private static final int LETTERS = Character.MAX_CODE_POINT + 1;
  private static final int CHUNK = 4_096;

  @Test
  void each_letter_becomes_what_the_database_makes_of_it() {
    List<String> others = new ArrayList<>();
    try (TestDatabase database = TestDatabase.fresh()) {
      database
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute("CREATE TABLE letters (letter VARCHAR(5000) NOT NULL)");
                for (int from = 0x20; from < LETTERS; from += CHUNK) {
                  StringBuilder letters = new StringBuilder();
                  for (int letter = from; letter < Math.min(from + CHUNK, LETTERS); letter++) {
                    if (letter < 0xD800 || letter > 0xDFFF) {
                      letters.appendCodePoint(letter);
                    }
                  }
                  handle.execute("DELETE FROM letters");
                  handle.execute("INSERT INTO letters VALUES (?)", letters.toString());
                  String theirs =
                      handle
                          .createQuery("SELECT " + Folded.sql("letter") + " FROM letters")
                          .mapTo(String.class)
                          .one();
                  compare(letters.codePoints().toArray(), theirs.codePoints().toArray(), others);
                }
              });
    }
    assertEquals(List.of(), others);
  }

  private static void compare(int[] letters, int[] theirs, List<String> others) {
    for (int i = 0; i < letters.length; i++) {
      if (Folded.of(letters[i]) != theirs[i]) {
        others.add("%X: here %X, there %X".formatted(letters[i], Folded.of(letters[i]), theirs[i]));
      }
    }
  }
}
