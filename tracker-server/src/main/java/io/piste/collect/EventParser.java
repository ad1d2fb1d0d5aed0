package io.piste.collect;

import io.piste.base.JsonFields;
import io.piste.base.ProblemCode;
import io.piste.protocol.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request. Whatever the body is, it answers a {@link Batch} whose texts,
 * numbers and sizes are within the limits of docs/protocol.md, or throws a {@link
 * io.piste.base.Problem} (BAD_JSON, BAD_EVENT) that names the path of what is wrong. Stateless.
 */
final class EventParser {
  private static final int MOST_EVENTS = 50;
  private static final int MOST_URL = 2_000;
  private static final int MOST_TOKEN = 2_000;

  /** The end of the year 9999: later times would not fit where times are written out. */
  private static final long LAST_TIME = 253_402_300_799_999L;

  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private EventParser() {}

  /** Reads one. */
  static Batch parse(String body) {
    JsonFields fields = JsonFields.parse(body, ProblemCode.BAD_EVENT);
    List<JsonFields> sent = fields.objects("e", MOST_EVENTS);
    if (sent.isEmpty()) {
      throw fields.wrong("e", "at least one event");
    }
    List<Event> events = new ArrayList<>(sent.size());
    for (JsonFields event : sent) {
      events.add(event(event));
    }
    return new Batch(
        fields.text("s", 40),
        fields.optionalText("c", 100),
        fields.optionalText("v", MOST_TOKEN),
        fields.wholeNumber("sent", 1, LAST_TIME),
        events);
  }

  private static Event event(JsonFields fields) {
    UUID id = id(fields);
    long at = fields.wholeNumber("at", 1, LAST_TIME);
    String u = fields.text("u", MOST_URL);
    return switch (fields.text("t", 16)) {
      case "page" ->
          new Event.Page(
              id, at, u, title(fields), PayloadParser.address(fields, "r"), language(fields));
      case "product" ->
          new Event.ProductSeen(id, at, u, PayloadParser.product(fields.object("product")));
      case "cart" ->
          new Event.CartChanged(
              id, at, u, language(fields), PayloadParser.cart(fields.object("cart")));
      case "checkout" ->
          new Event.CheckoutBegun(id, at, u, PayloadParser.cartRef(fields.object("checkout")));
      case "order" -> new Event.OrderPlaced(id, at, u, PayloadParser.order(fields.object("order")));
      case "identify" ->
          new Event.Identified(id, at, u, PayloadParser.identity(fields.object("identify")));
      default -> throw fields.wrong("t", "page, product, cart, checkout, order or identify");
    };
  }

  private static UUID id(JsonFields fields) {
    String text = fields.text("id", 36);
    if (!UUID_SHAPE.matcher(text).matches()) {
      throw fields.wrong("id", "a UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057");
    }
    return UUID.fromString(text);
  }

  /** A title too long is no reason to lose a view. */
  private static @Nullable String title(JsonFields fields) {
    String title = fields.optionalLine("ti", 2_000);
    return title == null ? null : PlainText.cut(title, 300);
  }

  private static @Nullable String language(JsonFields fields) {
    return PayloadParser.language(fields, "l");
  }
}
