package io.piste.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The plug-ins to install, as the build packed them; perhaps it did not. */
final class ConnectorFiles {
  /** Their names, by the system that they are for. */
  static final List<String> SYSTEMS = List.of("wordpress", "drupal");

  private static final String FOLDER = "/io/piste/connectors/";

  private ConnectorFiles() {}

  /** The file's name. */
  static String name(String system) {
    return "piste-" + system + ".zip";
  }

  /** Its bytes, empty when this build has none. */
  static Optional<ByteBuffer> bytes(String system) {
    if (!SYSTEMS.contains(system)) {
      return Optional.empty();
    }
    try (InputStream file = ConnectorFiles.class.getResourceAsStream(FOLDER + name(system))) {
      return file == null ? Optional.empty() : Optional.of(ByteBuffer.wrap(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
