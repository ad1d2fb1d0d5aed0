package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.view.Texts;
import io.piste.fetch.FetchProblem;
import io.piste.install.Point;
import io.piste.site.Site;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check of an installation as the console shows it. */
final class InstallPagesIT {
  private static final Pattern REASON =
      Pattern.compile("Point\\.([A-Z]+),\\s*(?:[a-zA-Z]+ \\? )?\"([a-z_]+)\"(?: : \"([a-z_]+)\")?");

  private TestConsole console;
  private Visitor visitor;
  private Site shop;
  private String page;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    page = "/console/sites/" + shop.publicId() + "/check";
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void the_field_holds_the_sites_address_until_another_was_checked() throws Exception {
    String body = visitor.get(page).body();
    assertTrue(body.contains("value=\"https://www.maison-du-the.example\""), body);
    assertFalse(body.contains("id=\"result\""), body);
    int port = console.server().port();
    HttpResponse<String> sent =
        visitor.post(page, Map.of("address", "http://www.localhost:" + port + "/nothing"));
    assertEquals(303, sent.statusCode());
    body = visitor.get(page).body();
    assertTrue(body.contains("value=\"http://www.localhost:" + port + "/nothing\""), body);
    assertTrue(body.contains("(HTTP 404)"), body);
    assertTrue(body.contains("Non examiné"), body);
  }

  @Test
  void what_is_no_address_comes_back_with_a_word_beside_the_field() throws Exception {
    visitor.get(page);
    for (String typed : List.of("", "file:///etc/passwd", "https://a:b@shop.example/")) {
      HttpResponse<String> sent = visitor.post(page, Map.of("address", typed));
      assertEquals(422, sent.statusCode(), typed);
      assertTrue(sent.body().contains("id=\"address-mistake\""), typed);
    }
  }

  @Test
  void another_site_cannot_send_the_form() throws Exception {
    visitor.get(page);
    HttpResponse<String> sent =
        visitor.post(page, Map.of("address", "http://localhost/"), "https://evil.example");
    assertEquals(403, sent.statusCode());
    assertTrue(visitor.get(page).body().contains("value=\"https://www.maison"));
  }

  @Test
  void each_trouble_comes_with_what_to_do_and_what_to_paste() throws Exception {
    InstallStory.trouble(console.database().jdbi(), shop, console.clock().instant());
    String body = visitor.get(page).body();
    assertTrue(body.contains("4 points sont à corriger"), body);
    assertTrue(body.contains("proxy_pass http://127.0.0.1:8080;"), body);
    assertTrue(body.contains("connect-src 'self' https://t.maison-du-the.example"), body);
    assertTrue(body.contains("/console/sites/" + shop.publicId() + "/edit"), body);
    assertTrue(body.contains("3 requêtes ont été refusées, car https://boutique."), body);
    assertTrue(body.contains("every 5s"), "waits for the first event");
  }

  @Test
  void the_first_event_ends_the_waiting() throws Exception {
    Site blog = console.addBlog();
    InstallStory.success(console.database().jdbi(), blog, console.clock().instant());
    String part = visitor.getPart("/console/sites/" + blog.publicId() + "/check/arrivals").body();
    assertTrue(part.contains("Mon premier billet") && part.contains("16:39"), part);
    assertFalse(part.contains("every 5s"), part);
    assertFalse(part.contains("<html"), "the part alone");
  }

  @Test
  void a_page_view_from_before_the_check_is_not_the_first() throws Exception {
    Site blog = console.addBlog();
    InstallStory.success(console.database().jdbi(), blog, console.clock().instant());
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE install_check SET checked_at = ?",
                    console.clock().instant().minus(Duration.ofSeconds(10)).toEpochMilli()));
    String part = visitor.getPart("/console/sites/" + blog.publicId() + "/check/arrivals").body();
    assertTrue(part.contains("every 5s"), part);
  }

  @Test
  void hostile_words_are_only_text() throws Exception {
    InstallStory.trouble(console.database().jdbi(), shop, console.clock().instant());
    String hostile = "<script>alert(1)</script>";
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE install_check SET address = ?, findings = REPLACE(findings, 'boutique', ?)",
                    hostile,
                    hostile));
    String body = visitor.get(page).body();
    assertFalse(body.contains(hostile), body);
    assertTrue(body.contains("&lt;script"), body);
  }

  /** Reasons stand in the code of the package; each has its words, and bad ones a remedy. */
  @Test
  void every_reason_has_its_words() throws Exception {
    List<String> missing = new ArrayList<>();
    Texts texts = Texts.in("en");
    try (var files = Files.list(Path.of("src/main/java/io/piste/install"))) {
      for (Path file : files.toList()) {
        Matcher reason = REASON.matcher(Files.readString(file));
        while (reason.find()) {
          String point = reason.group(1).toLowerCase(Locale.ROOT);
          for (String word : new String[] {reason.group(2), reason.group(3)}) {
            String key = "install." + point + "." + word;
            if (word != null && !texts.has(key) && !texts.has("install.any." + word)) {
              missing.add(key);
            }
          }
        }
      }
    }
    for (FetchProblem.Kind kind : FetchProblem.Kind.values()) {
      String key = "install.any." + kind.name().toLowerCase(Locale.ROOT);
      if (!texts.has(key) || !texts.has(key + ".mend")) {
        missing.add(key);
      }
    }
    for (Point point : Point.values()) {
      assertTrue(texts.has("install.point." + point.word()), point.word());
    }
    assertEquals(List.of(), missing);
  }
}
