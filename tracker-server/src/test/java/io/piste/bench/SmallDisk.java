package io.piste.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system of its own in a file: ext4, as servers have it. It is unmounted and deleted at the
 * end, also after Ctrl-C; what a killed drill left behind, by the next one.
 */
final class SmallDisk implements AutoCloseable {
  private static final Duration UNMOUNT_PATIENCE = Duration.ofSeconds(60);
  private static final int BLOCK = 64 * 1024;

  private final Path image;
  private final Path folder;
  private final Thread whenKilled = new Thread(this::unmount, "unmount");

  private SmallDisk(Path image, Path folder) {
    this.image = image;
    this.folder = folder;
  }

  /** Makes it, empty, below a folder. */
  static SmallDisk make(Path below, int megabytes) throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) {
      throw new DrillProblem(
          "This drill mounts a small file system of its own, which only root may do: run it as"
              + " root, in a container or a virtual machine perhaps.");
    }
    // As the list of mounts will name it.
    Path real = Files.createDirectories(below).toRealPath();
    SmallDisk disk = new SmallDisk(real.resolve("disk.img"), real.resolve("disk"));
    disk.unmount();
    Files.createDirectories(disk.folder);
    run(List.of("truncate", "--size=" + megabytes + "M", disk.image.toString()));
    run(List.of("mkfs.ext4", "-q", "-F", "-m", "0", disk.image.toString()));
    run(List.of("mount", "-o", "loop", disk.image.toString(), disk.folder.toString()));
    Runtime.getRuntime().addShutdownHook(disk.whenKilled);
    return disk;
  }

  /** Where it is mounted. */
  Path folder() {
    return folder;
  }

  /** Writes until nothing more finds room, and again whenever something has become free. */
  void fill() throws IOException {
    byte[] block = new byte[BLOCK];
    try (OutputStream out =
        Files.newOutputStream(
            ballast(),
            java.nio.file.StandardOpenOption.CREATE,
            java.nio.file.StandardOpenOption.APPEND)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  /** Makes room again. */
  void empty() throws IOException {
    Files.deleteIfExists(ballast());
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(whenKilled);
  }

  /** Those who still write to it have a minute to end. */
  private void unmount() {
    long end = System.nanoTime() + UNMOUNT_PATIENCE.toNanos();
    try {
      while (isMounted() && System.nanoTime() < end) {
        if (!isDone(List.of("umount", folder.toString()))) {
          TimeUnit.MILLISECONDS.sleep(500);
        }
      }
      if (isMounted()) {
        run(List.of("umount", "--lazy", folder.toString()));
      }
      Files.deleteIfExists(image);
    } catch (IOException e) {
      System.err.println(folder + " could not be unmounted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isMounted() throws IOException {
    String mounted = " " + folder + " ";
    return Files.readAllLines(Path.of("/proc/mounts")).stream()
        .anyMatch(line -> line.contains(mounted));
  }

  private static void run(List<String> command) throws IOException {
    if (!isDone(command)) {
      throw new DrillProblem(
          "The small file system could not be made: " + String.join(" ", command) + " failed.");
    }
  }

  private static boolean isDone(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
