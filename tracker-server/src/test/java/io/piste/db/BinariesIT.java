package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import io.piste.support.TestMariaDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinariesIT {
  @TempDir Path folder;

  @Test
  void unpacks_once_and_leaves_nothing_else() throws IOException {
    Files.createDirectories(folder.resolve("unpacking/of/a/killed/one"));
    Path first = Binaries.unpack(folder);
    long when = Files.getLastModifiedTime(first.resolve("bin/mariadbd")).toMillis();
    assertEquals(first, Binaries.unpack(folder));
    assertEquals(when, Files.getLastModifiedTime(first.resolve("bin/mariadbd")).toMillis());
    try (Stream<Path> all = Files.list(folder)) {
      assertEquals(Set.of(first, folder.resolve("unpacking.lock")), Set.copyOf(all.toList()));
    }
  }

  @Test
  void runs_the_mariadbd_that_the_settings_name() {
    Path mariadbd = Binaries.unpack(TestMariaDb.BINARIES).resolve("bin/mariadbd");
    MariaDbProgram program =
        MariaDbProgram.find(TestMariaDb.settings("database.mariadbd", mariadbd.toString()), folder);
    assertEquals(mariadbd, program.mariadbd());
    assertTrue(Files.exists(program.share().resolve("mariadb_system_tables.sql")));
  }

  @Test
  void says_when_the_named_mariadbd_is_no_program() {
    StartProblem problem =
        assertThrows(
            StartProblem.class,
            () ->
                MariaDbProgram.find(
                    TestMariaDb.settings("database.mariadbd", "/no/such/mariadbd"), folder));
    assertEquals(Kind.NO_PROGRAM, problem.kind());
  }

  @Test
  void says_when_the_folder_cannot_be_written() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    StartProblem problem =
        assertThrows(StartProblem.class, () -> Binaries.unpack(file.resolve("below")));
    assertEquals(Kind.FOLDER_UNUSABLE, problem.kind());
  }
}
