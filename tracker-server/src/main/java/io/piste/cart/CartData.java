package io.piste.cart;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/**
 * Carts and orders of a person, for the rights of persons. They go with the events that they came
 * from; the shop's own books are the shop's.
 */
public final class CartData implements PersonalData {
  private static final String OF_THESE = " WHERE site_id = :site AND visitor_id IN (<visitors>)";

  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofVisitors(
              "carts",
              "SELECT visitor_id, cart_key, state, currency, total, lines_json, created_at,"
                  + " changed_at, abandoned_at, restored_at, closed_at FROM cart"
                  + OF_THESE
                  + " AND state <> 'blank'",
              "changed_at",
              "DELETE FROM cart_return" + OF_THESE),
          PersonalTable.ofVisitors(
              "orders",
              "SELECT visitor_id, order_key, status, currency, total, refunded, lines_json,"
                  + " recovered, ordered_at FROM purchase"
                  + OF_THESE,
              "ordered_at"));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
