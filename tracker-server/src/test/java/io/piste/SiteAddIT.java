package io.piste;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SiteAddIT {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path data;

  @Test
  void a_site_is_added_and_its_snippet_and_keys_are_printed() {
    try (TestDatabase database = TestDatabase.fresh()) {
      int code =
          run(
              environment(database),
              "site-add",
              "--name",
              "Tea house",
              "--origin",
              "https://www.shop.example, https://shop.example/",
              "--tracker",
              "https://t.shop.example",
              "--cookie-domain",
              "shop.example",
              "--cart-recovery",
              "on");

      assertEquals(0, code, err());
      Site site = new Sites(database.jdbi(), new TestClock()).all().getFirst();
      assertEquals(List.of("https://shop.example", "https://www.shop.example"), site.origins());
      assertTrue(site.cartRecovery());
      assertTrue(out().contains("site " + site.publicId()), out());
      assertTrue(out().contains(io.piste.site.PublicPaths.DEFAULT.tag(site)), out());
      assertTrue(
          out()
              .matches(
                  "(?s).*Connector key, shown this once:\\R  ey[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R.*"),
          out());
      assertEquals(1, exampleRules(database, site.id()));
    }
  }

  @Test
  void every_mistake_is_told_at_once() {
    int code =
        run(Map.of(), "site-add", "--name", "", "--origin", "shop", "--tracker", "http://t.shop");

    assertEquals(2, code);
    assertTrue(err().contains("name: give the site a name"), err());
    assertTrue(err().contains("origins: 'shop' must be scheme://host[:port]"), err());
    assertTrue(err().contains("trackerUrl: 'http://t.shop' must be https"), err());
  }

  @Test
  void an_unknown_option_is_told() {
    assertEquals(2, run(Map.of(), "site-add", "--colour", "red"));
    assertTrue(err().contains("site-add has no option --colour"), err());
  }

  private static int exampleRules(TestDatabase database, SiteId site) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM tag_rule WHERE site_id = :site")
                    .bind("site", site)
                    .mapTo(int.class)
                    .one());
  }

  private Map<String, String> environment(TestDatabase database) {
    Map<String, String> environment = new HashMap<>();
    database
        .settings()
        .forEach(
            (key, value) ->
                environment.put("PISTE_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    environment.put("PISTE_DATA_FOLDER", data.toString());
    return environment;
  }

  private int run(Map<String, String> environment, String... args) {
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
