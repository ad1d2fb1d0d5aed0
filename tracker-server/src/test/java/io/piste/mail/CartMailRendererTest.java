package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.mail.CartMail.Turn;
import io.piste.protocol.CartLine;
import io.piste.support.Golden;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

final class CartMailRendererTest {
  private static final CartMailRenderer RENDERER = new CartMailRenderer();

  @Test
  void looks_as_it_was_read_and_approved_in_both_languages() {
    for (String language : List.of("fr", "en")) {
      Mail.Content first = RENDERER.render(SampleMails.mail(language, Turn.FIRST));
      Golden.assertMatches("mail/cart-" + language + ".html", first.html());
      for (Turn turn : Turn.values()) {
        Mail.Content content = RENDERER.render(SampleMails.mail(language, turn));
        String name = "mail/cart-" + language + "-" + turn.name().toLowerCase(Locale.ROOT);
        Golden.assertMatches(
            name + ".txt", "Subject: " + content.subject() + "\n\n" + content.text());
      }
    }
  }

  @Test
  void writes_prices_as_the_reader_does() {
    String french = RENDERER.render(SampleMails.mail("fr", Turn.FIRST)).text();
    String english = RENDERER.render(SampleMails.mail("en", Turn.FIRST)).text();
    assertTrue(french.contains("1\u202F118,80\u00A0€"), french);
    assertTrue(english.contains("€1,118.80"), english);
  }

  @Test
  void writes_a_currency_without_cents_and_one_that_nobody_knows() {
    List<CartLine> lines = List.of(SampleMails.line("a", "A", 1, "1200", null));
    assertTrue(text("JPY", lines).contains("¥1,200\n"), text("JPY", lines));
    assertTrue(text("ZZZ", lines).contains("1200 ZZZ"), text("ZZZ", lines));
  }

  private static String text(String currency, List<CartLine> lines) {
    return RENDERER
        .render(
            new CartMail(
                SampleMails.site(), "en", null, currency, lines, Turn.FIRST, SampleMails.LINKS))
        .text();
  }

  @Test
  void leads_nowhere_but_to_the_cart_the_way_out_and_the_privacy_page() {
    Document page = parse(SampleMails.lines());
    assertEquals(
        List.of(
            SampleMails.LINKS.restoreUrl(),
            SampleMails.LINKS.unsubscribeUrl(),
            "https://www.tea.example/donnees"),
        page.select("a").eachAttr("href"));
  }

  @Test
  void loads_nothing_but_pictures_of_the_shop() {
    Document page = parse(SampleMails.lines());
    assertEquals(
        List.of(
            "https://www.tea.example/img/sencha.jpg", "https://www.tea.example/img/theiere.jpg"),
        page.select("img").eachAttr("src"));
    assertTrue(page.select("link, script, iframe, object, form").isEmpty());
    assertFalse(page.html().contains("@import"), "a font from elsewhere would tell who reads");
  }

  @Test
  void says_who_writes_and_why_and_how_to_end_it() {
    String text = parse(SampleMails.lines()).text();
    assertTrue(text.contains("12 rue des Feuilles"), text);
    assertTrue(text.contains("parce que vous avez accepté"), text);
    assertTrue(text.contains("Ne plus recevoir ces e-mails"), text);
  }

  @Test
  void names_made_by_strangers_become_no_markup_and_no_link() {
    String hostile = "<a href='https://evil.example'>Win</a> https://evil.example/x @me";
    List<CartLine> lines =
        List.of(
            SampleMails.line("x", hostile, 1, "1", null), picture("https://evil.example/p.png"));
    Document page = parse(lines);
    assertEquals(3, page.select("a").size());
    assertTrue(page.select("img").isEmpty(), "a picture of another host was let in");
    Mail.Content content = RENDERER.render(SampleMails.mail("fr", Turn.FIRST, lines));
    assertFalse(content.text().contains("evil.example"), content.text());
    assertFalse(page.text().contains("evil.example"), page.text());
  }

  @Test
  void braces_in_a_name_are_no_template() {
    List<CartLine> lines = List.of(SampleMails.line("x", "{{restoreUrl}} {site}", 1, "1", null));
    Element name = parse(lines).select("td span").first();
    assertEquals("{{restoreUrl}} {site}", name == null ? "" : name.text());
  }

  @Test
  void greets_by_name_only_what_looks_like_one() {
    CartMail mail = SampleMails.mail("en", Turn.FIRST);
    assertTrue(RENDERER.render(mail).text().contains("Hello Ada,"));
    CartMail odd =
        new CartMail(
            mail.site(), "en", "go to x.example", "EUR", mail.lines(), Turn.FIRST, mail.links());
    assertTrue(RENDERER.render(odd).text().contains("Hello,\n"), RENDERER.render(odd).text());
  }

  @Test
  void a_long_cart_is_cut_short_and_says_so() {
    List<CartLine> lines = Collections.nCopies(11, SampleMails.line("a", "Thé", 1, "2.00", null));
    Mail.Content content = RENDERER.render(SampleMails.mail("fr", Turn.FIRST, lines));
    assertTrue(content.text().contains("et 3 autres articles"), content.text());
    assertTrue(content.text().contains("22,00"), "the total counts all lines");
    assertEquals(8, content.text().lines().filter(line -> line.startsWith("* ")).count());
  }

  @Test
  void each_mail_of_the_sequence_differs_and_none_presses() {
    List<String> subjects =
        List.of(Turn.values()).stream()
            .map(turn -> RENDERER.render(SampleMails.mail("en", turn)).subject())
            .toList();
    assertEquals(3, subjects.stream().distinct().count(), subjects.toString());
    String all = subjects.stream().collect(Collectors.joining()).toLowerCase(Locale.ROOT);
    assertFalse(all.contains("hurry") || all.contains("expire") || all.contains("!"), all);
  }

  @Test
  void only_the_last_mail_says_that_it_is_the_last() {
    assertEquals(List.of(Turn.FIRST, Turn.AGAIN, Turn.LAST), turns(3));
    assertEquals(List.of(Turn.FIRST, Turn.LAST), turns(2));
    assertEquals(List.of(Turn.FIRST), turns(1));
  }

  private static List<Turn> turns(int steps) {
    return java.util.stream.IntStream.rangeClosed(1, steps)
        .mapToObj(step -> Turn.of(step, steps))
        .toList();
  }

  private static CartLine picture(String url) {
    return new CartLine("y", "Y", 1, java.math.BigDecimal.ONE, null, url);
  }

  private static Document parse(List<CartLine> lines) {
    return Jsoup.parse(RENDERER.render(SampleMails.mail("fr", Turn.FIRST, lines)).html());
  }
}
