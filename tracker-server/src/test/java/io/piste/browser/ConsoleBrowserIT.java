package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.console.TeaHouse;
import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every page of the console as people see it. */
final class ConsoleBrowserIT {
  private static final Path PICTURES = Path.of("target", "screenshots", "console");

  private static TestConsole console;
  private static Site shop;
  private static long camille;
  private static Browser browser;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    console.addBlog();
    camille = TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    browser = Browser.start(Look.DESK);
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  @Test
  void pictures() throws Exception {
    browser.open(console.url("/console/"));
    shoot("sign-in", Look.DESK);
    browser.find("#email").sendKeys(TestConsole.EMAIL);
    browser.find("#password").sendKeys(TestConsole.PASSWORD);
    browser.click("main form button");
    browser.find("nav");
    String site = "/console/sites/" + shop.publicId();
    browser.open(console.url("/console/carts?state=recovered"));
    String cart = browser.find("a.cell-main").getDomAttribute("href");
    Map<String, String> pages =
        Map.of(
            "overview", "/console/",
            "overview-90", "/console/?days=90",
            "live", "/console/live",
            "contacts", "/console/contacts",
            "contact", "/console/contacts/" + camille,
            "carts", "/console/carts",
            "cart", cart,
            "mails", "/console/mails",
            "site", site,
            "site-form", site + "/edit");
    for (var page : pages.entrySet()) {
      for (Look look : List.of(Look.DESK, Look.PHONE.atNight(), Look.DESK.atNight(), Look.PHONE)) {
        browser.look(look);
        browser.open(console.url(page.getValue()));
        shoot(page.getKey(), look);
      }
    }
    browser.open(console.url("/console/sites"));
    shoot("sites", Look.DESK);
    assertEquals(List.of(), browser.complaints());
  }

  private static void shoot(String name, Look look) throws Exception {
    String file = name + "-" + look.width() + (look.dark() ? "-dark" : "-light") + ".png";
    var shot =
        browser.devTools(
            "Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    java.nio.file.Files.createDirectories(PICTURES);
    java.nio.file.Files.write(
        PICTURES.resolve(file), Base64.getDecoder().decode(shot.path("data").asText()));
  }
}
