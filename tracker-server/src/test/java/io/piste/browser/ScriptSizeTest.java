package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts run on other people's pages: they stay small, or the build fails. */
final class ScriptSizeTest {

  @ParameterizedTest
  @CsvSource({"t.js, 2200", "c.js, 6500"})
  void a_script_weighs_at_most_so_many_bytes_compressed(String name, int most) throws IOException {
    byte[] script = script(name);
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(script);
    }
    assertTrue(script.length > 1_000, name + " is there: " + script.length + " bytes");
    assertTrue(compressed.size() <= most, name + " weighs " + compressed.size() + " bytes");
  }

  private static byte[] script(String name) throws IOException {
    try (InputStream in = ScriptSizeTest.class.getResourceAsStream("/io/piste/js/" + name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path: build js-snippet");
      }
      return in.readAllBytes();
    }
  }
}
