package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.browser.Browser;
import io.piste.browser.ConsentPanel;
import io.piste.browser.Look;
import io.piste.browser.Pictures;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plug-in's whole story on the newest WordPress, in a browser: from the upload to the day that
 * it is deleted. One WordPress and one server for all of it, so each test stands on the one before.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WordPressStoryIT {
  private static final String NAME = "Tea house";

  private static final Look SETTINGS = new Look(1280, 1400, false);

  private static Tracker tracker;
  private static WordPress wordPress;
  private static Browser browser;
  private static AdminPages pages;
  private static TrackerFront front;
  private static Site site;
  private static String key;
  private static String secondKey;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    tracker = Tracker.start(folder.resolve("data"));
    wordPress = WordPress.start(WordPress.Version.CURRENT, folder);
    wordPress.wpCli("user", "create", "jo", "jo@shop.example", "--user_pass=" + WordPress.PASSWORD);
    browser = Browser.start(Look.DESK);
    pages = new AdminPages(browser, wordPress);
    front = tracker.front();
    site = tracker.site(NAME, wordPress.url());
    key = tracker.key(site);
    secondKey = tracker.key(tracker.site("Second", wordPress.url()));
  }

  @AfterAll
  static void stop() {
    browser.close();
    wordPress.close();
    tracker.close();
  }

  @Test
  @Order(1)
  void an_uploaded_and_activated_plugin_asks_nobody_before_it_has_address_and_key() {
    pages.signIn().install(Packages.zip("wordpress"));
    browser.open(wordPress.url() + "/");
    pages.openSettings();

    assertTrue(browser.find(".wrap").getText().contains("Nothing is sent before"));
    assertEquals(List.of(), front.all());
  }

  @Test
  @Order(2)
  void what_is_wrong_is_said_in_words_and_pages_go_on_working() throws IOException {
    assertOutcome("does not know this key", front.url(), "a-key-that-nobody-made");
    assertOutcome("no Piste server", wordPress.url(), key);
    assertOutcome("no server of this name", "https://piste.invalid", key);
    assertOutcome("WP_HTTP_BLOCK_EXTERNAL", "https://piste.example", key);
    assertOutcome("must begin with https://", "http://piste.example", key);
    front.leave();
    assertOutcome("does not answer at this address", front.url(), key);
    front.comeBack();
  }

  private static void assertOutcome(String words, String address, String with) throws IOException {
    String said = pages.connect(address, with);
    assertTrue(said.contains(words), said);
    String page =
        RawHttp.get(wordPress.port(), "/").host("localhost:" + wordPress.port()).send().body();
    assertTrue(page.contains("Teas"), page);
    assertFalse(page.contains("t.js"), "no tag without a connection");
  }

  @Test
  @Order(3)
  void a_right_address_and_key_connect_and_the_key_is_never_shown_again() {
    assertEquals("Connected to the site “" + NAME + "”.", pages.connect(front.url(), key));
    String html = browser.driver().getPageSource();
    assertFalse(html.contains(key));
    assertTrue(html.contains(wordPress.url() + "/p/t.js"), "scripts come from the site's own host");
    photograph("wordpress-settings");
  }

  @Test
  @Order(4)
  void the_settings_speak_french() throws IOException {
    wordPress.speakFrench();
    pages.openSettings();
    assertEquals(
        "Enregistrer et tester la connexion", browser.find("#submit").getAttribute("value"));
    photograph("wordpress-settings-fr");
    wordPress.wpCli("option", "update", "WPLANG", "");
    pages.signOut();
  }

  private static void photograph(String name) {
    browser.look(SETTINGS);
    Pictures.take(browser, name, SETTINGS);
    browser.look(Look.DESK);
  }

  @Test
  @Order(5)
  void nothing_arrives_of_who_refused() {
    asNobodyKnown();
    browser.open(wordPress.url() + "/hello-world/");
    new ConsentPanel(browser).refuse();
    pages.comment("hello-world", "Ann", "ann@example.com");
    wordPress.runCron();

    assertEquals(List.of(), front.told());
    assertEquals(0, tracker.count("SELECT COUNT(*) FROM event_log"));
    assertFalse(browser.cookieNames().contains("piste_visitor"));
  }

  @Test
  @Order(6)
  void visit_comment_and_login_of_who_agreed_arrive() {
    asNobodyKnown();
    browser.open(wordPress.url() + "/hello-world/");
    new ConsentPanel(browser).accept();
    browser.awaitThat("the view in the log", () -> tracker.events(site, "page") > 0);
    assertEquals("localhost", browser.cookie("piste_visitor").domain());
    assertTrue(browser.sentTo(front.url()).isEmpty(), "browsers talk to the site alone");

    pages.comment("hello-world", "Lu", "lu@example.com");
    pages.signIn("jo", WordPress.PASSWORD);
    browser.open(wordPress.url() + "/");
    browser.awaitThat("the token", () -> tracker.events(site, "identify") > 0);
    wordPress.runCron();

    assertEquals(List.of("POST /identify", "POST /identify"), front.names());
    front.assertTaken();
    assertEquals(List.of("lu@example.com comment", "jo@shop.example login"), front.identified());
    browser.awaitThat("the contacts", () -> contacts("lu@example.com", "jo@shop.example") == 2);
    pages.signOut();
    browser.open(wordPress.url() + "/");
    browser.awaitThat("the sign-out", () -> tracker.events(site, "logout") > 0);
    browser.awaitThat(
        "it to be told once", () -> !browser.cookieNames().contains("piste_signed_out"));
  }

  private static int contacts(String one, String other) {
    return tracker.count("SELECT COUNT(*) FROM contact WHERE email IN (?, ?)", one, other);
  }

  @Test
  @Order(7)
  void only_the_few_paths_are_passed_on() throws IOException {
    assertEquals(200, wordPress.answer("/p/t.js"));
    for (String path :
        List.of("/p/l/r/abc", "/p/", "/api/v1/ping", "/p/v1/e", "/console/sign-in")) {
      assertEquals(404, wordPress.answer(path), path);
    }
    assertEquals(413, wordPress.answerToPost("/p/v1/e", "x".repeat(70_000)));
  }

  @Test
  @Order(8)
  void readers_ask_for_mails_with_the_form_with_and_without_scripts() {
    wordPress.wpCli(
        "post",
        "create",
        "--post_title=News",
        "--post_name=news",
        "--post_type=page",
        "--post_status=publish",
        "--post_content=<!-- wp:piste/optin /-->");
    front.forget();
    browser.open(wordPress.url() + "/news/");
    assertFalse(browser.find("input[name=agree]").isSelected());
    pages.subscribe("ann@example.com");
    browser.awaitThat(
        "thanks", () -> browser.find(".piste-optin-said").getText().startsWith("Thank you"));
    browser.block("*/optin.js*");
    browser.open(wordPress.url() + "/news/");
    pages.subscribe("ben@example.com");
    browser.awaitThat(
        "thanks", () -> browser.find(".piste-optin-said").getText().startsWith("Thank you"));
    browser.block();
    wordPress.runCron();

    assertEquals(List.of("POST /consents", "POST /consents"), front.names());
    front.assertTaken();
    assertTrue(front.told().getLast().body().contains("Send me news and offers by e-mail"));
  }

  @Test
  @Order(9)
  void other_plugins_hear_what_our_banner_asked_about_in_their_name() {
    wordPress.wpCli("eval", "(new Piste\\WordPress\\Settings)->saveSite(['tellsOthers' => true]);");
    browser.before(
        "window.heard = {}; window.wp_set_consent = (c, value) => { heard[c] = value; };");
    browser.open(wordPress.url() + "/");
    browser.awaitThat("all categories", () -> "deny".equals(browser.run("return heard.marketing")));
    browser.run(
        "document.dispatchEvent(new CustomEvent('piste:consent', {detail: {granted: ['marketing']}}))");
    assertEquals("allow", browser.run("return heard.marketing"));
    assertEquals("deny", browser.run("return heard.statistics"));
    browser.nothingBefore();
    wordPress.wpCli(
        "eval", "(new Piste\\WordPress\\Settings)->saveSite(['tellsOthers' => false]);");
  }

  @Test
  @Order(10)
  void a_post_arrives_when_it_is_published_and_goes_when_it_is_withdrawn() {
    front.forget();
    String id =
        wordPress.wpCli(
            "post", "create", "--post_title=Sencha", "--post_status=publish", "--porcelain");
    assertEquals(List.of("PUT /contents/post-" + id), front.names());
    wordPress.wpCli("post", "update", id, "--post_status=draft");
    assertEquals(List.of("PUT /contents/post-" + id, "DELETE /contents/post-" + id), front.names());
    front.assertTaken();
  }

  @Test
  @Order(11)
  void nothing_arrives_after_a_withdrawal() {
    front.forget();
    browser.open(wordPress.url() + "/hello-world/");
    new ConsentPanel(browser).withdraw();
    browser.awaitThat(
        "the visitor's cookie to go", () -> !browser.cookieNames().contains("piste_visitor"));
    int before = tracker.count("SELECT COUNT(*) FROM event_log");
    pages.comment("hello-world", "Lu again", "lu@example.com");
    wordPress.runCron();

    assertEquals(List.of(), front.told());
    assertEquals(before, tracker.count("SELECT COUNT(*) FROM event_log"));
  }

  @Test
  @Order(12)
  void what_happens_while_the_server_is_away_arrives_once_when_it_is_back() throws IOException {
    asNobodyKnown();
    browser.open(wordPress.url() + "/hello-world/");
    new ConsentPanel(browser).accept();
    front.leave();
    Instant begun = Instant.now();
    for (String name : List.of("Al", "Bo", "Cy")) {
      pages.comment("hello-world", name, name.toLowerCase(java.util.Locale.ROOT) + "@example.com");
    }
    assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 20, "pages do not wait");
    assertEquals(503, wordPress.answer("/p/t.js"));
    wordPress.runCron();
    wordPress.runCron();
    assertEquals(3, wordPress.count("SELECT COUNT(*) FROM wp_piste_queue"));
    front.comeBack();
    front.forget();
    wordPress.wpCli("piste", "flush");
    // The one that was tried meanwhile has its own time to wait.
    wordPress
        .database()
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE wp_piste_queue SET due = 0"));
    wordPress.wpCli("piste", "flush");
    wordPress.wpCli("piste", "flush");

    assertEquals(
        List.of("al@example.com comment", "bo@example.com comment", "cy@example.com comment"),
        front.identified().stream().sorted().toList());
    assertEquals("0 waiting", wordPress.wpCli("piste", "queue").lines().findFirst().orElseThrow());
  }

  @Test
  @Order(13)
  void a_subscriber_and_a_request_without_a_nonce_change_nothing() {
    String before = wordPress.wpCli("option", "get", "piste_settings", "--format=json");
    pages.signIn("jo", WordPress.PASSWORD);
    assertEquals(List.of(403L, 403L), pages.forged());
    browser.open(wordPress.url() + "/wp-admin/options-general.php?page=piste");
    assertFalse(browser.driver().getPageSource().contains("piste-address"));
    pages.signOut();
    pages.signIn();
    assertEquals(List.of(403L, 403L), pages.forged());
    assertEquals(before, wordPress.wpCli("option", "get", "piste_settings", "--format=json"));
  }

  @Test
  @Order(14)
  void routes_for_others_want_a_nonce_or_a_signature() throws IOException {
    String identity = "/wp-json/piste/v1/identity";
    assertEquals(401, wordPress.answer(identity));
    Object signedIn =
        browser
            .driver()
            .executeAsyncScript(
                "const done = arguments[1]; fetch(arguments[0]).then((answer) => done(answer.status));",
                identity);
    assertEquals(401L, signedIn, "the cookie alone is not enough");
    assertEquals(401, wordPress.answerToPost("/wp-json/piste/v1/webhook", "{}"));
  }

  @Test
  @Order(15)
  void what_the_server_keeps_of_a_person_is_exported_and_erased() {
    String exported = wordPress.privacy("export", "lu@example.com");
    assertTrue(exported.contains("lu@example.com"), exported);
    String erased = wordPress.privacy("erase", "lu@example.com");
    assertTrue(erased.contains("\"items_removed\":true"), erased);
    assertFalse(wordPress.privacy("export", "lu@example.com").contains("piste-contact"));
  }

  @Test
  @Order(16)
  void the_plugins_own_tests_pass_inside_this_wordpress() {
    PluginTests.run(wordPress);
  }

  @Test
  @Order(17)
  void a_deleted_plugin_leaves_nothing() throws IOException {
    pages.uninstall();

    assertEquals(List.of(), Leftovers.of(wordPress));
    try (Stream<Path> plugins = Files.list(wordPress.folder().resolve("wp-content/plugins"))) {
      assertFalse(plugins.anyMatch(each -> each.endsWith("piste")));
    }
    assertEquals("", wordPress.complaintsOf("piste"));
  }

  @Test
  @Order(18)
  void on_a_network_each_site_is_connected_by_itself_and_nothing_is_left_of_any() {
    wordPress.wpCli("core", "multisite-convert", "--title=Network");
    wordPress.wpCli(
        "plugin", "install", Packages.zip("wordpress").toString(), "--activate-network");
    wordPress.wpCli("site", "create", "--slug=two");
    String second = "--url=" + wordPress.url() + "/two";
    wordPress.wpCli("eval", connecting(secondKey), second);
    assertTrue(wordPress.wpCli("piste", "test", second).contains("“Second”"));
    assertEquals(1, wordPress.tryWpCli("piste", "test").status(), "the first one has no key");
    assertEquals(0, wordPress.count("SELECT COUNT(*) FROM wp_2_piste_queue"));

    wordPress.wpCli("plugin", "uninstall", "piste", "--deactivate");
    assertEquals(List.of(), Leftovers.of(wordPress));
  }

  private static String connecting(String with) {
    return "(new Piste\\WordPress\\Settings)->save(['address' => '%s', 'key' => '%s']);"
        .formatted(front.url(), with);
  }

  private static void asNobodyKnown() {
    browser.renew(List.of(wordPress.url()));
    front.forget();
  }
}
