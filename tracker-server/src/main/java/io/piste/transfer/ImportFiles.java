package io.piste.transfer;

import io.piste.base.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files themselves, in a folder of the data folder, by the number of their import: no name from
 * outside is ever part of a path. Only this program may read the folder. Thread-safe.
 */
public final class ImportFiles {
  private static final String ARRIVING = "arriving-";

  private final Path folder;

  /** Makes nothing yet. */
  public ImportFiles(Path dataFolder) {
    this.folder = dataFolder.toAbsolutePath().normalize().resolve("imports");
  }

  /** The folder, made when it is not there. */
  public Path folder() {
    try {
      PrivateFiles.createFolder(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path of(long id) {
    return folder.resolve(String.valueOf(id));
  }

  /** Keeps what comes, up to {@code most} bytes, under a name that nobody chose. */
  Path receive(InputStream in, long most) throws IOException {
    Path file = folder().resolve(ARRIVING + UUID.randomUUID());
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > most) {
          throw new FileRefused(FileFault.TOO_LARGE);
        }
        out.write(buffer, 0, read);
      }
      return file;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** A file that came belongs to an import from now on. */
  void keep(Path arrived, long id) throws IOException {
    Files.move(arrived, of(id), StandardCopyOption.REPLACE_EXISTING);
  }

  void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes what no import has a claim to: a server may end between file and row. */
  void sweep(Collection<Long> claimed, Instant arrivedBefore) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean claims = name.matches("\\d{1,18}") && claimed.contains(Long.valueOf(name));
        if (!claims && Files.getLastModifiedTime(file).toInstant().isBefore(arrivedBefore)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException e) {
      // Nobody imported anything yet.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
