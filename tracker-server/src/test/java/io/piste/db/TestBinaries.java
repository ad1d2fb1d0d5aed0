package io.piste.db;

import java.nio.file.Path;

/** The MariaDB that Piste brings, for those who start it in ways of their own. */
public final class TestBinaries {
  private TestBinaries() {}

  /** Unpacks it below a folder, unless it is there; answers where. */
  public static Path unpack(Path parent) {
    return Binaries.unpack(parent);
  }
}
