package io.piste.sender;

import com.maxmind.db.Reader;
import io.piste.base.RecentCache;
import io.piste.privacy.CoarseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places by network, from a file in MaxMind's format that the operator names. It is copied and the
 * copy mapped into memory, since a file that is written over while it is mapped kills who reads it.
 * A file that changes is read anew; one that is missing or broken leaves the last good one in use,
 * and without one no place is known: events are taken in any case. Thread-safe.
 */
public final class Locations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Locations.class);
  private static final int GENERATION = 16_384;

  /** What tells one version of the file from the next. */
  private record Version(FileTime changed, long bytes) {}

  /** A file and what was looked up in it. */
  private record Loaded(Reader reader, RecentCache<CoarseAddress, Place> known) {}

  private final Optional<Path> file;
  private final Path scratch;
  private volatile @Nullable Loaded loaded;
  private @Nullable Version tried;
  private boolean missed;

  /**
   * Reads nothing yet.
   *
   * @param folder where the copy is made
   */
  public Locations(LocationSettings settings, Path folder) {
    this.file = settings.file();
    this.scratch = folder.resolve("location.copy");
  }

  /** One that knows no place. */
  public static Locations none() {
    return new Locations(new LocationSettings(Optional.empty()), Path.of(""));
  }

  /** Whether any place can be told. */
  public boolean areKnown() {
    return loaded != null;
  }

  /** Where a network is; unknown when it is in no file. */
  Place place(CoarseAddress address) {
    Loaded present = loaded;
    return present == null
        ? Place.UNKNOWN
        : present.known().get(address, asked -> lookUp(present.reader(), asked));
  }

  private static Place lookUp(Reader reader, CoarseAddress address) {
    try {
      return PlaceRecord.find(reader, address.network());
    } catch (IOException e) {
      LOG.warn("The location file is broken inside: {}", e.getMessage());
      return Place.UNKNOWN;
    }
  }

  /** Reads the file when it is another one than before; never true: there is nothing left to do. */
  public synchronized boolean refresh() {
    file.ifPresent(this::refresh);
    return false;
  }

  private void refresh(Path path) {
    try {
      Version present = new Version(Files.getLastModifiedTime(path), Files.size(path));
      missed = false;
      if (!present.equals(tried)) {
        tried = present;
        load(path);
      }
    } catch (IOException e) {
      if (!missed) {
        LOG.warn("The file of location.file cannot be read ({}): {}", path, inUse());
      }
      missed = true;
      tried = null;
    }
  }

  private void load(Path path) throws IOException {
    Files.createDirectories(scratch.toAbsolutePath().getParent());
    Files.copy(path, scratch, StandardCopyOption.REPLACE_EXISTING);
    try {
      Reader reader = new Reader(scratch.toFile(), Reader.FileMode.MEMORY_MAPPED);
      if (!PlaceRecord.tellsCountries(reader)) {
        throw new IOException(
            "it tells no countries, its kind is " + reader.getMetadata().databaseType());
      }
      loaded = new Loaded(reader, new RecentCache<>(GENERATION));
      LOG.info(
          "places come from {} of {}",
          reader.getMetadata().databaseType(),
          reader.getMetadata().buildTime());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "The file of location.file ({}) is not one in MaxMind's format with countries: {}. {}",
          path,
          e.getMessage(),
          inUse());
    } finally {
      // What is mapped stays readable.
      Files.deleteIfExists(scratch);
    }
  }

  private String inUse() {
    return loaded == null
        ? "no place is known until it is mended"
        : "the one that was read before stays in use until it is mended";
  }

  @Override
  public void close() {
    // Nothing is closed while it may be read: the mapping ends with the last who knows it.
    loaded = null;
  }
}
