package io.piste.config;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where settings are written: a properties file, and environment variables that go before it. */
public final class ConfigSource {
  private static final String PREFIX = "PISTE_";
  private static final Path USUAL_FILE = Path.of("piste.properties");

  private ConfigSource() {}

  /**
   * The values by key.
   *
   * @param file must exist when given; else {@code piste.properties} of the working folder is read
   *     when there is one
   * @param environment variables; {@code PISTE_HTTP_PORT} stands for {@code http.port}
   * @throws StartProblem when the file cannot be read
   */
  public static Map<String, String> read(Optional<Path> file, Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    if (file.isPresent() || Files.exists(USUAL_FILE)) {
      fileValues(file.orElse(USUAL_FILE)).forEach((k, v) -> values.put((String) k, (String) v));
    }
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            String key = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
            values.put(key.replace('_', '.'), value);
          }
        });
    return values;
  }

  private static Properties fileValues(Path file) {
    Properties values = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      values.load(reader);
      return values;
    } catch (IOException | IllegalArgumentException e) {
      throw new StartProblem(
          Kind.FOLDER_UNUSABLE,
          "The settings file " + file.toAbsolutePath() + " cannot be read: " + reason(e) + ".");
    }
  }

  private static String reason(Exception e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is none"
        : String.valueOf(e.getMessage());
  }
}
