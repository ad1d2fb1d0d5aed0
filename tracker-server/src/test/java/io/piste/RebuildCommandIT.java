package io.piste;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Clocks;
import io.piste.eventlog.Rebuild;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.Derived;
import io.piste.support.History;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RebuildCommandIT {
  private static final String SPOILT = "SELECT COUNT(*) FROM page_view WHERE title = 'spoilt'";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path data;
  private TestLog log;
  private Site site;
  private Track ada;
  private Map<String, List<String>> before;

  @BeforeEach
  void start() {
    log = TestLog.start();
    Sites sites = new Sites(log.jdbi(), log.clock());
    site = sites.add(named("Tea house"));
    Site other = sites.add(named("Blog"));
    log.play(History.of(81, 5, 120));
    ada = Track.fresh();
    log.play(ada.page(0, "/a"), Track.on(other.id().value()).page(1, "/b"));
    before = Derived.of(log.jdbi());
    log.jdbi().useHandle(handle -> handle.execute("UPDATE page_view SET title = 'spoilt'"));
  }

  @AfterEach
  void stop() {
    log.close();
  }

  @Test
  void everything_is_made_anew_and_the_end_is_told() {
    assertEquals(0, run("rebuild"), err());

    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
    assertTrue(out().contains("looking through the log"), out());
    assertTrue(out().contains("Done: 122 events of "), out());
  }

  @Test
  void one_site_is_made_anew_and_others_are_left() {
    assertEquals(0, run("rebuild", "--site", site.publicId()), err());
    assertEquals(1, log.count(SPOILT));
  }

  @Test
  void one_visitor_is_made_anew_also_without_a_server() {
    long all = log.count(SPOILT);
    String visitor = ada.visitor().toString();
    assertEquals(0, run("rebuild", "--site", site.publicId(), "--visitor", visitor), err());
    assertEquals(all - 1, log.count(SPOILT));
    assertTrue(out().contains("Done."), out());
  }

  @Test
  void stopped_it_says_so_and_goes_on_there() {
    Settings settings = Settings.read(settings());
    PrintStream told = new PrintStream(out, true, StandardCharsets.UTF_8);
    RebuildCommand[] command = new RebuildCommand[1];
    PrintStream stopping =
        new PrintStream(out, true, StandardCharsets.UTF_8) {
          @Override
          public void print(String text) {
            super.print(text);
            command[0].stop();
          }
        };
    command[0] =
        new RebuildCommand(settings, new ProgressLine(stopping, true, Clocks.system()), told);
    RebuildCommand.Wanted all = new RebuildCommand.Wanted(Optional.empty(), Optional.empty());

    assertFalse(command[0].run(all));
    assertTrue(out().contains("Stopped at 10 %; give the same command again"), out());
    assertTrue(log.count(SPOILT) > 0);

    out.reset();
    assertEquals(0, run("rebuild"), err());
    assertTrue(out().contains("Going on where the last one was left."), out());
    assertEquals("", Derived.difference(before, Derived.of(log.jdbi())));
  }

  @Test
  void a_second_one_says_that_another_is_running() {
    try (Rebuild _ =
        Rebuild.begin(log.jdbi(), TestLog.projections(log.jdbi()), log.clock()).orElseThrow()) {
      assertEquals(1, run("rebuild"));
    }
    assertTrue(out().contains("Another rebuild is running"), out());
  }

  @Test
  void what_is_unclear_is_told() {
    assertEquals(2, run("rebuild", "--site", "nobody"));
    assertTrue(err().contains("--site: there is no site nobody"), err());
    assertEquals(2, run("rebuild", "--visitor", ada.visitor().toString()));
    assertTrue(err().contains("--visitor needs --site"), err());
    assertEquals(2, run("rebuild", "--site", site.publicId(), "--visitor", "x"));
    assertTrue(err().contains("--visitor: that is no visitor id"), err());
    assertEquals(2, run("rebuild", "everything"));
  }

  private static NewSite named(String name) {
    return NewSite.named(name)
        .origins(List.of("https://www.shop.example"))
        .trackerUrl("https://t.shop.example")
        .build();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(log.database().settings());
    settings.put("data.folder", data.toString());
    return settings;
  }

  private int run(String... args) {
    Map<String, String> environment = new HashMap<>();
    settings()
        .forEach(
            (key, value) ->
                environment.put("PISTE_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    return new Main(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment)
        .run(List.of(args));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
