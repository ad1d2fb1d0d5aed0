package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of carts.
 *
 * @param state which ones, empty for all
 * @param next address of the next page, null at the end
 */
public record CartsView(String state, List<String> states, List<Row> rows, @Nullable String next) {

  /**
   * A cart.
   *
   * @param who its owner as far as known
   * @param contact number of the contact, null for a stranger
   * @param lines what is in it, in short
   */
  public record Row(
      long id,
      String who,
      @Nullable Long contact,
      String state,
      String total,
      String lines,
      Verdict verdict,
      String ago,
      String iso) {}

  /** What was done about the cart and why; {@code tone} names the colour. */
  public record Verdict(String text, String tone) {}

  public CartsView {
    states = List.copyOf(states);
    rows = List.copyOf(rows);
  }
}
