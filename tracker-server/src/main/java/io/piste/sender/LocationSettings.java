package io.piste.sender;

import io.piste.config.ConfigReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where places are looked up.
 *
 * @param file in MaxMind's format; none: places are not looked up
 */
public record LocationSettings(Optional<Path> file) {
  /** Reads {@code location.file}. */
  public static LocationSettings read(ConfigReader config) {
    return new LocationSettings(
        config.optionalPath(
            "location.file",
            "A file in MaxMind's format (mmdb) that tells countries, regions and cities of networks."
                + " Not set: no place is looked up."));
  }
}
