package io.piste.mail;

import io.piste.base.SiteId;
import io.piste.mail.CartMail.Links;
import io.piste.mail.CartMail.Turn;
import io.piste.protocol.CartLine;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mails about a cart of a tea house, for tests that read them. */
public final class SampleMails {
  static final Links LINKS =
      new Links(
          "https://t.tea.example/p/l/r/AAAAAAAAAAAAAAAAAAAAAA",
          "https://t.tea.example/p/l/u/BBBBBBBBBBBBBBBBBBBBBA");

  private SampleMails() {}

  static Site site() {
    return new Site(
        new SiteId(1),
        "tea",
        "La Théière",
        "fr",
        ZoneId.of("Europe/Paris"),
        "https://t.tea.example",
        "tea.example",
        "https://www.tea.example/panier",
        "https://www.tea.example/donnees",
        "La Théière",
        "bonjour@tea.example",
        "La Théière SARL\n12 rue des Feuilles\n44000 Nantes, France",
        true,
        1,
        List.of("https://www.tea.example"));
  }

  static List<CartLine> lines() {
    return List.of(
        line("sencha", "Sencha d’Uji, récolte de printemps", 2, "14.90", "sencha.jpg"),
        line("theiere", "Théière en fonte « Kambin », 0,8 l", 1, "1064.00", "theiere.jpg"),
        line("carte", "Carte cadeau", 1, "25.00", null));
  }

  static CartLine line(
      String sku, String name, int quantity, String price, @Nullable String image) {
    return new CartLine(
        sku,
        name,
        quantity,
        new BigDecimal(price),
        "https://www.tea.example/" + sku,
        image == null ? null : "https://www.tea.example/img/" + image);
  }

  static CartMail mail(String language, Turn turn) {
    return mail(language, turn, lines());
  }

  static CartMail mail(String language, Turn turn, List<CartLine> lines) {
    return new CartMail(site(), language, "Ada", "EUR", lines, turn, LINKS);
  }

  /** The HTML of a mail, for tests that look at it. */
  public static String html(String language, boolean last) {
    Turn turn = last ? Turn.LAST : Turn.FIRST;
    return new CartMailRenderer().render(mail(language, turn)).html();
  }
}
