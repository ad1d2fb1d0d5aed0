package io.piste.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.install.FoundTag.Place;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do to a tag, and what a browser makes of it. */
final class TagFinderTest {
  private static final String TAG =
      "<script async src=\"https://t.shop.example/p/t.js\" data-site=\"SITE\"></script>";

  private final TagFinder finder =
      new TagFinder(Set.of("/p/t.js", "/p/tea/leaf.js"), "SITE"::equals);

  private static Document page(String head) {
    return Jsoup.parse(
        "<!doctype html><html><head>" + head + "</head><body>Tea</body></html>",
        "https://www.shop.example/teas");
  }

  private FoundTag only(String head) {
    List<FoundTag> found = finder.find(page(head));
    assertEquals(1, found.size(), found.toString());
    return found.getFirst();
  }

  @Test
  void finds_the_tag_as_the_console_shows_it() {
    FoundTag tag = only(TAG);
    assertEquals(Place.LIVE, tag.place());
    assertEquals("SITE", tag.site());
    assertEquals(URI.create("https://t.shop.example/p/t.js"), tag.src());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <script src='/p/t.js' data-site='SITE'></script>                            | LIVE
          <SCRIPT SRC=//t.shop.example/p/t.js DATA-SITE=SITE></SCRIPT>                | LIVE
          <script type='module' src='/p/tea/leaf.js' data-site='SITE'></script>       | LIVE
          <script src='/other/name.js' data-site='SITE'></script>                     | LIVE
          <script src='/p/t.js'></script>                                             | LIVE
          <script src='/p/t.js' data-site='OTHER'></script>                           | LIVE
          <script type='text/plain' src='/p/t.js' data-site='SITE'></script>          | HELD_BACK
          <script type='rocketlazyloadscript' data-rocket-src='/p/t.js' data-site='SITE'></script> | HELD_BACK
          <script data-src='/p/t.js' data-site='SITE'></script>                       | HELD_BACK
          <script type='3f2a9c01-text/javascript' src='/p/t.js' data-site='SITE'></script> | DEFERRED
          <noscript><script src='/p/t.js' data-site='SITE'></script></noscript>       | INERT
          <template><script src='/p/t.js' data-site='SITE'></script></template>       | INERT
          <!-- <script src='/p/t.js' data-site='SITE'></script> -->                   | COMMENT
          </head><body>&lt;script src='/p/t.js' data-site='SITE'>&lt;/script>         | TEXT
          </head><body><textarea><script src='/p/t.js' data-site='SITE'></script></textarea> | TEXT
          """)
  void tells_whether_a_browser_runs_it(String html, Place place) {
    assertEquals(place, only(html).place(), html);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <script src='https://cdn.other.example/script.js' data-site='ABCDEF' defer></script> |
          <script>var s = "<script src='/p/t.js' data-site='SITE'>";</script> |
          <link rel='preload' href='/p/t.js'> |
          """)
  void others_scripts_are_not_taken_for_it(String html, String nothing) {
    assertEquals(List.of(), finder.find(page(html)), html);
  }

  @Test
  void the_one_that_runs_comes_first() {
    List<FoundTag> found = finder.find(page("<!-- " + TAG + " -->" + TAG));
    assertEquals(List.of(Place.LIVE, Place.COMMENT), found.stream().map(FoundTag::place).toList());
  }

  @Test
  void a_tag_manager_is_recognised() {
    assertTrue(
        TagFinder.hasManager(
            page("<script>j.src='https://www.googletagmanager.com/gtm.js?id='+i</script>")));
  }

  @Test
  void what_a_policy_asks_is_read_from_it() {
    FoundTag tag =
        only("<script nonce='abc' integrity='sha256-x' data-consent='off' src='/p/t.js'></script>");
    assertEquals("abc", tag.more().nonce());
    assertEquals("sha256-x", tag.more().integrity());
    assertTrue(tag.bannerOff());
  }
}
