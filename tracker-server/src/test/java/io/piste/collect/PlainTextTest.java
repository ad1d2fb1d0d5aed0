package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class PlainTextTest {
  @Test
  void names_as_shops_have_them_stay() {
    for (String name :
        new String[] {"Sencha, 100 g", "Thé <3 & co", "3 < 4 > 2", "夏の茶 🍵", "a.b"}) {
      assertEquals(name, PlainText.of(name));
    }
  }

  @Test
  void markup_goes_also_when_it_is_hidden_in_markup() {
    assertEquals("Free tea", PlainText.of("<b>Free</b> tea<img src=x onerror=y>"));
    assertEquals("alert(1)", PlainText.of("<<b>script>alert(1)"));
    assertEquals("", PlainText.of("<scr<b></b>ipt>"));
    assertEquals("x", PlainText.of("<!-- y -->x"));
  }

  @Test
  void addresses_that_a_mail_program_makes_clickable_go() {
    assertEquals("Win at now", PlainText.of("Win at https://evil.example/x?y now"));
    assertEquals("Win", PlainText.of("Win WWW.evil.example"));
    assertEquals("a", PlainText.of("a javascript://x"));
  }

  @Test
  void what_turns_the_reading_direction_goes_and_spaces_become_one() {
    assertEquals("ab", PlainText.of("a\u202eb"));
    assertEquals("a b", PlainText.of(" a\u2028\n b\u200b "));
    assertEquals("a", PlainText.of("a\ud800"));
  }

  @Test
  void a_cut_leaves_no_half_character() {
    assertEquals("a", PlainText.cut("a🍵", 2));
    assertEquals("a🍵", PlainText.cut("a🍵b", 3));
  }
}
