package io.piste.db;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mariadbd whose Piste was killed with -9 lives on and holds its data files. It is recognised by
 * its own command line, which names the data folder, not by a noted pid: pids are used again. Only
 * whoever holds the lock of the data folder may ask.
 */
final class Orphan {
  private static final Logger LOG = LoggerFactory.getLogger(Orphan.class);
  private static final Duration CLEAN_END = Duration.ofSeconds(60);
  private static final Duration FORCED_END = Duration.ofSeconds(10);

  private Orphan() {}

  /** Ends every mariadbd that runs on the folder with tables. */
  static void end(Path tables) {
    for (ProcessHandle orphan : on(tables)) {
      LOG.info("ending mariadbd {}, left behind on {}", orphan.pid(), tables);
      end(orphan);
    }
  }

  static List<ProcessHandle> on(Path tables) {
    String option = dataOption(tables);
    return ProcessHandle.allProcesses().filter(process -> names(process, option)).toList();
  }

  static String dataOption(Path tables) {
    return "--datadir=" + tables;
  }

  private static boolean names(ProcessHandle process, String option) {
    return process.isAlive()
        && process.info().arguments().map(Arrays::asList).orElse(List.of()).contains(option);
  }

  /** Asks it to end, which keeps everything; by force when it does not within a minute. */
  static void end(ProcessHandle process) {
    process.destroy();
    if (!hasEnded(process, CLEAN_END)) {
      process.destroyForcibly();
      if (!hasEnded(process, FORCED_END)) {
        throw new StartProblem(
            Kind.MARIADB_FAILED,
            "An earlier mariadbd, process " + process.pid() + ", does not end: end it by hand.");
      }
    }
  }

  /** Not ended by an interrupt: whoever is told to stop must leave no mariadbd behind. */
  private static boolean hasEnded(ProcessHandle process, Duration within) {
    try {
      process.onExit().orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).join();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }
}
