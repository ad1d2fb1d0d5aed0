package io.piste.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with the file that holds how it should be. Run the test with {@code
 * -Dgolden.update=true} to rewrite the file, then read the difference before committing it.
 */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** Fails unless the file under {@code src/test/resources/golden} is exactly the text. */
  public static void assertMatches(String file, String actual) {
    assertMatches(FOLDER.resolve(file), actual);
  }

  /** Fails unless the file, from the module's folder, is exactly the text. */
  public static void assertMatches(Path path, String actual) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, actual);
      }
      assertEquals(
          Files.readString(path), actual, path + " differs; see the test's -Dgolden.update=true");
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": rewrite it with -Dgolden.update=true", e);
    }
  }
}
