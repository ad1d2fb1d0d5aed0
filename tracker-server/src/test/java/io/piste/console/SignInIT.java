package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in, and who does not. */
final class SignInIT {
  private static final String NEW = "another long enough password";
  private static final Map<String, String> FIRST =
      Map.of("email", "anna@shop.example", "password", NEW, "again", NEW);

  private TestConsole console;
  private Visitor visitor;

  @BeforeEach
  void start() {
    console = new TestConsole();
    visitor = new Visitor(console);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void the_first_administrators_link_works_once() throws Exception {
    String link = firstLink();
    assertEquals(200, visitor.get(link).statusCode(), "looking uses nothing up");
    assertSentTo("/console/", visitor.post(link, FIRST));
    assertEquals(200, visitor.get("/console/").statusCode(), "signed in at once");
    try (Visitor other = new Visitor(console)) {
      assertEquals(410, other.get(link).statusCode());
      assertEquals(410, other.post(link, FIRST).statusCode());
    }
    assertEquals(Optional.empty(), console.console().firstAdministratorPath());
  }

  @Test
  void the_first_administrators_link_ends_after_30_minutes_and_with_the_next_one()
      throws Exception {
    String first = firstLink();
    String second = firstLink();
    assertEquals(410, visitor.get(first).statusCode());
    console.clock().advance(Duration.ofMinutes(31));
    assertEquals(410, visitor.get(second).statusCode());
  }

  @Test
  void an_open_link_makes_no_second_administrator() throws Exception {
    String link = firstLink();
    console.addUser();
    assertEquals(410, visitor.get(link).statusCode());
  }

  @Test
  void mistakes_stand_beside_their_fields() throws Exception {
    String link = firstLink();
    visitor.get(link);
    HttpResponse<String> answer =
        visitor.post(link, Map.of("email", "nonsense", "password", "short", "again", ""));
    assertEquals(422, answer.statusCode());
    assertTrue(answer.body().contains("id=\"email-mistake\""), answer.body());
    assertTrue(answer.body().contains("id=\"password-mistake\""), answer.body());
    assertFalse(answer.body().contains("value=\"short\""), "a password is never sent back");
  }

  @Test
  void signs_in_with_a_cookie_that_scripts_and_other_sites_cannot_use() throws Exception {
    console.addUser();
    HttpResponse<String> answer = visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    assertSentTo("/console/", answer);
    String cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .filter(value -> value.startsWith(Cookies.SESSION))
            .findFirst()
            .orElseThrow();
    assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
    assertTrue(cookie.contains("Path=/console"), cookie);
    assertEquals(200, visitor.get("/console/contacts").statusCode());
  }

  @Test
  void a_wrong_password_and_an_unknown_address_are_answered_alike() throws Exception {
    console.addUser();
    HttpResponse<String> wrong = visitor.signIn(TestConsole.EMAIL, "not the right password");
    HttpResponse<String> unknown = visitor.signIn("nobody@shop.example", "not the right password");
    assertEquals(422, wrong.statusCode());
    assertEquals(422, unknown.statusCode());
    assertEquals(
        wrong.body().replace(TestConsole.EMAIL, "?"),
        unknown.body().replace("nobody@shop.example", "?"));
  }

  @Test
  void guessing_is_slowed_down_and_the_right_password_waits_too() throws Exception {
    console.addUser();
    for (int i = 0; i < 6; i++) {
      visitor.signIn(TestConsole.EMAIL, "guess number " + i + " of many");
    }
    assertEquals(422, visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD).statusCode());
    console.clock().advance(Duration.ofMinutes(1));
    assertSentTo("/console/", visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD));
  }

  @Test
  void a_form_without_its_token_or_from_another_site_is_refused() throws Exception {
    console.addUser();
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get("/console/");
    Map<String, String> dark = Map.of("theme", "dark");
    assertEquals(
        403,
        visitor.post("/console/theme", Map.of("theme", "dark", "form", "made-up")).statusCode());
    assertEquals(403, visitor.post("/console/theme", dark, "https://evil.example").statusCode());
    assertEquals(303, visitor.post("/console/theme", dark).statusCode());
  }

  @Test
  void signing_out_ends_the_session_on_the_server() throws Exception {
    console.addUser();
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get("/console/");
    assertSentTo("/console/sign-in", visitor.post("/console/sign-out", Map.of()));
    long left =
        console
            .database()
            .jdbi()
            .withHandle(
                h -> h.createQuery("SELECT COUNT(*) FROM console_session").mapTo(Long.class).one());
    assertEquals(0, left);
    assertEquals(303, visitor.get("/console/").statusCode());
  }

  @Test
  void a_session_ends_after_a_day_without_use_and_after_two_weeks_in_any_case() throws Exception {
    console.addUser();
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    for (int day = 0; day < 14; day++) {
      assertEquals(200, visitor.get("/console/").statusCode(), "day " + day);
      console.clock().advance(Duration.ofHours(23));
    }
    console.clock().advance(Duration.ofHours(15));
    assertEquals(303, visitor.get("/console/").statusCode());
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    console.clock().advance(Duration.ofHours(25));
    assertEquals(303, visitor.get("/console/").statusCode());
  }

  @Test
  void a_new_password_ends_the_old_one_and_all_sessions() throws Exception {
    console.addUser();
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    String link = console.resetPath();
    try (Visitor owner = new Visitor(console)) {
      owner.get(link);
      HttpResponse<String> answer = owner.post(link, Map.of("password", NEW, "again", NEW));
      assertSentTo("/console/sign-in?done=password", answer);
      assertEquals(410, owner.get(link).statusCode());
      assertEquals(422, owner.signIn(TestConsole.EMAIL, TestConsole.PASSWORD).statusCode());
      assertSentTo("/console/", owner.signIn(TestConsole.EMAIL, NEW));
    }
    assertEquals(303, visitor.get("/console/").statusCode(), "signed out everywhere");
  }

  @Test
  void strangers_see_nothing_but_the_door() throws Exception {
    console.addUser();
    for (String page : new String[] {"/console/", "/console/contacts/1", "/console/sites"}) {
      HttpResponse<String> answer = visitor.get(page);
      assertEquals(303, answer.statusCode(), page);
      assertTrue(answer.headers().firstValue("Location").orElse("").startsWith("/console/sign-in"));
      assertEquals("", answer.body());
    }
    HttpResponse<String> part = visitor.getPart("/console/live/list");
    assertEquals(401, part.statusCode());
    assertEquals("/console/sign-in", part.headers().firstValue("HX-Redirect").orElse(""));
  }

  @Test
  void nobody_is_sent_elsewhere_after_signing_in() throws Exception {
    console.addUser();
    visitor.get("/console/sign-in");
    HttpResponse<String> answer =
        visitor.post(
            "/console/sign-in",
            Map.of(
                "email",
                TestConsole.EMAIL,
                "password",
                TestConsole.PASSWORD,
                "next",
                "//evil.example/console/"));
    assertSentTo("/console/", answer);
  }

  @Test
  void the_policy_allows_no_inline_script_or_style() throws Exception {
    HttpResponse<String> answer = visitor.get("/console/sign-in");
    String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
  }

  private String firstLink() {
    return console.console().firstAdministratorPath().orElseThrow();
  }

  private static void assertSentTo(String path, HttpResponse<String> answer) {
    assertEquals(303, answer.statusCode(), answer.body());
    assertEquals(path, answer.headers().firstValue("Location").orElse(""));
  }
}
