package io.piste.demo;

import io.piste.support.TestMariaDb;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where and how a demo is played.
 *
 * @param folder for all that is stored
 * @param binaries where the MariaDB that Piste brings is unpacked, shared by many demos
 */
record Scene(Path folder, Path binaries, Ports ports, Pace pace) {
  Scene {
    folder = folder.toAbsolutePath().normalize();
    binaries = binaries.toAbsolutePath().normalize();
  }

  /** For a test: free ports, and the binaries of the other tests. */
  static Scene ofTest(Path folder, Pace pace) throws IOException {
    return new Scene(folder, TestMariaDb.BINARIES, Ports.free(), pace);
  }
}
