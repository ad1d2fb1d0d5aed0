package io.piste.db;

import io.piste.base.PrivateFiles;
import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one process that may use a data folder. The system frees it when that one dies. */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  static FolderLock take(Path folder) {
    return tryTake(folder)
        .orElseThrow(
            () ->
                new StartProblem(
                    Kind.FOLDER_HELD,
                    "Another Piste is running with the data folder "
                        + folder
                        + ": stop that one, or set data.folder to another folder."));
  }

  /** Empty when another process holds it. Makes the folder, for its owner only. */
  static Optional<FolderLock> tryTake(Path folder) {
    try {
      PrivateFiles.createFolder(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(channel)) {
        return Optional.of(new FolderLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new StartProblem(
          Kind.FOLDER_UNUSABLE,
          "The data folder " + folder + " cannot be written: " + e.getMessage() + ".");
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
