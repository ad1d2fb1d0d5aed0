package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A real file, chosen in the browser, from upload to result; every page as people see it. */
final class ImportBrowserIT {
  private static final String PATH = "/console/contacts/import";

  private static TestConsole console;
  private static Browser browser;
  private static Site shop;
  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  private static void look(String name, String path) {
    assertEquals(List.of(), ConsolePages.faults(browser, console, Map.of(name, path)));
  }

  private static Path file(int lines) throws IOException {
    StringBuilder text =
        new StringBuilder("Courriel;Prénom;Nom;Téléphone;Code postal;Ville;Pays;Notes\n");
    for (int i = 0; i < lines; i++) {
      text.append("client")
          .append(i)
          .append("@example.org;Élodie;Martin;04 72 00 00 0")
          .append(i % 10)
          .append(";")
          .append(i % 50 == 7 ? "12" : "6900" + (1 + i % 9))
          .append(";Lyon;France;\"Dit « bonjour »; puis \"\"merci\"\"\"\n");
    }
    text.append("pas une adresse;X;;;;;;\n;Y;;;;;;\nclient3@example.org;;;;;;;\n");
    return Files.write(
        folder.resolve("Clients du salon.csv"),
        text.toString().getBytes(Charset.forName("windows-1252")));
  }

  @Test
  void a_file_from_the_disk_becomes_contacts() throws IOException {
    look("imports-none", PATH);
    browser.open(console.url(PATH));
    browser.find("#file").sendKeys(file(9_000).toString());
    browser.click("form[action='/console/upload/contacts'] .button");
    browser.find(".import-columns");
    String columns = browser.driver().getCurrentUrl();
    assertTrue(browser.find(".import-columns").getText().contains("Élodie"), "letters are right");
    assertEquals("postcode", browser.find("#c4").getDomProperty("value"));
    assertEquals("", browser.find("#c7").getDomProperty("value"));
    look("import-columns", path(columns));

    browser.open(columns);
    browser.find("#tag").sendKeys("salon");
    browser.click(".form .button");
    browser.find("#progress");
    console.imports().turn();
    look("import-checking", path(columns).replace("/columns", ""));
    console.imports().run();
    browser.open(columns.replace("/columns", ""));
    browser.find("form[action$='/start']");
    look("import-checked", path(columns).replace("/columns", ""));
    browser.open(columns.replace("/columns", ""));
    browser.click("form[action$='/start'] .button");
    browser.find("#progress .meter");
    console.imports().turn();
    browser.awaitThat(
        "the bar moves by itself",
        () -> !"0 %".equals(browser.find("#progress .meter").getAttribute("aria-label")));
    look("import-running", path(columns).replace("/columns", ""));
    browser.open(columns.replace("/columns", ""));
    console.imports().run();
    browser.awaitThat(
        "the bar goes by itself",
        () -> browser.driver().findElements(By.cssSelector("#progress")).isEmpty());
    look("import-done", path(columns).replace("/columns", ""));
    look("imports", PATH);
    look("contacts-export", "/console/contacts/export");
    assertEquals(8_820, console.number("SELECT COUNT(*) FROM contact"));
    assertEquals(8_820, console.number("SELECT COUNT(*) FROM contact_tag"));
    assertEquals(List.of(), browser.complaints());
  }

  private static String path(String url) {
    return url.substring(url.indexOf("/console/"));
  }

  @Test
  void a_file_that_is_no_table_is_refused_with_what_to_do() throws IOException {
    Path picture =
        Files.write(folder.resolve("photo.csv"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 1});
    browser.open(console.url(PATH));
    browser.find("#file").sendKeys(picture.toString());
    browser.click("form[action='/console/upload/contacts'] .button");
    assertTrue(browser.find("#mistake").getText().contains("pas un tableau"));
    assertTrue(browser.complaints().stream().allMatch(each -> each.contains("422")));
    assertTrue(
        console.imports().transfers().imports().latest(shop.id(), 9).stream()
            .noneMatch(each -> each.fileName().equals("photo.csv")));
  }
}
