package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the documentation, as it stands there. */
final class ExamplePageBrowserIT extends VisitTest {
  @Test
  void the_example_page_tells_of_a_cart() throws IOException {
    sites.pages().put("/fr/free", Files.readString(Path.of("../docs/examples/page.html")));
    visit(TrackedSites.SHOP, "/fr/free");
    panel.accept();
    browser.click("#buy");
    awaitLogged("cart");
    assertEquals("html-1", sent("cart").getFirst().path("id").asText());
    assertEquals(2, sent("cart").getFirst().path("lines").path(0).path("quantity").asInt());
  }
}
