package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.piste.protocol.CartLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class StrangersTest {
  /** What mail programs make links of: schemes, hosts with a dot before a letter, addresses. */
  private static final Pattern LINK =
      Pattern.compile(
          "(?iU)://|\\bwww\\.\\w|[\\w-]\\.\\p{L}|\\S@\\S|\\b(mailto|tel|javascript):\\S");

  @Test
  void leaves_honest_names_alone() {
    for (String name :
        List.of(
            "Sencha d’Uji", "Thé n° 5, 2.5 g", "Boîte 0,8 l (noire)", "Tee & Kräuter – 100 %")) {
      assertEquals(name, Strangers.name(name));
    }
  }

  @Test
  void pulls_apart_what_would_become_a_link() {
    assertEquals("buy at evil. example/now", Strangers.name("buy at evil.example/now"));
    assertEquals("https: evil. example", Strangers.name("https://evil.example"));
    assertEquals("write to a @ evil. example", Strangers.name("write to a@evil.example"));
    assertEquals("javascript: alert(1)", Strangers.name("javascript:alert(1)"));
    assertEquals("evil. example", Strangers.name("evil。example"));
  }

  @Test
  void takes_out_what_cannot_be_seen() {
    assertEquals("a b c", Strangers.name("a\r\n\tb\u202E\u200Bc"));
  }

  @Test
  void cuts_long_names_between_characters() {
    String cut = Strangers.name("🍵".repeat(200));
    assertEquals(90, cut.codePointCount(0, cut.length()));
    assertEquals("…", cut.substring(cut.length() - 1));
  }

  @Test
  void no_random_text_survives_as_a_link() {
    Random random = new Random(20260302);
    List<String> parts =
        List.of(
            "http", "://", "www", ".", "evil", "@", "/", ":", "。", "\u200B", " ", "com", "é", "7",
            "\n", "．", "-");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length >= 0; length--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      String name = Strangers.name(text.toString());
      assertFalse(LINK.matcher(name).find(), () -> text + " became " + name);
    }
  }

  @Test
  void greets_nobody_by_a_sentence() {
    assertEquals(Optional.of("Jean-Noël"), Strangers.firstName(" Jean-Noël "));
    assertEquals(Optional.of("Maria del Mar"), Strangers.firstName("Maria del Mar"));
    for (String odd :
        List.of("", "you won a big prize", "x.example", "A\nB", "a".repeat(31), "<b>")) {
      assertEquals(Optional.empty(), Strangers.firstName(odd), odd);
    }
    assertEquals(Optional.empty(), Strangers.firstName(null));
  }

  @Test
  void shows_pictures_of_the_sites_hosts_alone() {
    assertEquals(
        Optional.of("https://www.tea.example/a.jpg"), image("https://www.tea.example/a.jpg"));
    assertEquals(Optional.of("https://t.tea.example/a.jpg"), image("https://t.tea.example/a.jpg"));
    for (String odd :
        List.of(
            "https://evil.example/a.jpg",
            "https://www.tea.example.evil.example/a.jpg",
            "https://www.tea.example@evil.example/a.jpg",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
            "//www.tea.example/a.jpg",
            "https://www.tea.example/ a.jpg")) {
      assertEquals(Optional.empty(), image(odd), odd);
    }
  }

  private static Optional<String> image(String url) {
    return Strangers.image(
        new CartLine("s", "n", 1, BigDecimal.ONE, null, url), SampleMails.site());
  }
}
