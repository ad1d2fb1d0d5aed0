package io.piste.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process has cost so far, as Linux counts it.
 *
 * @param cpu on all cores together
 * @param peakMegabytes the most memory that it held at once
 */
record ProcessCost(Duration cpu, long peakMegabytes) {
  static final ProcessCost NONE = new ProcessCost(Duration.ZERO, 0);

  /** Of a process that runs. */
  static ProcessCost of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      long peak =
          Files.readAllLines(process.resolve("status")).stream()
              .filter(line -> line.startsWith("VmHWM:"))
              .map(line -> line.replaceAll("\\D", ""))
              .findFirst()
              .map(kilobytes -> Long.parseLong(kilobytes) / 1024)
              .orElse(0L);
      return new ProcessCost(
          ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElse(Duration.ZERO),
          peak);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CPU time per event since an earlier look, in microseconds. */
  double microsSince(ProcessCost before, long events) {
    return cpu.minus(before.cpu()).toNanos() / 1_000.0 / events;
  }

  /** The middle one; of an even number the upper of the two. */
  static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }
}
