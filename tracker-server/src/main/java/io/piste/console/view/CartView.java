package io.piste.console.view;

import java.util.List;

/** One cart: its lines, its story and its mails. */
public record CartView(
    CartsView.Row cart, List<Line> lines, List<Fact> story, List<MailsView.Row> mails) {

  /** A line of the cart. */
  public record Line(String name, String sku, String quantity, String price, String amount) {}

  /** When something happened to it. */
  public record Fact(String time, String iso, String text, String tone) {}

  public CartView {
    lines = List.copyOf(lines);
    story = List.copyOf(story);
    mails = List.copyOf(mails);
  }
}
