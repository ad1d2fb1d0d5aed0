package io.piste.collect;

import io.piste.base.JsonStream;
import io.piste.protocol.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A type of event on the wire: what it has beside the fields that all have. Immutable. */
final class EventType {
  /** Makes the event, or two, when all its fields were read. */
  @FunctionalInterface
  interface Maker {
    List<Event> of(EventHead head);
  }

  private static final int MOST_WORD = 16;

  private static final List<EventType> ALL =
      List.of(
          bare(
                  "page",
                  h -> new Event.Page(h.id(), h.at(), h.u(), h.title(), h.referrer(), h.language()))
              .beside("ti", "r", "l"),
          with(
              "product",
              PayloadParser::product,
              (h, p) -> new Event.ProductSeen(h.id(), h.at(), h.u(), p)),
          with(
                  "cart",
                  PayloadParser::cart,
                  (h, c) -> new Event.CartChanged(h.id(), h.at(), h.u(), h.language(), c))
              .beside("l"),
          with(
              "checkout",
              PayloadParser::cartRef,
              (h, c) -> new Event.CheckoutBegun(h.id(), h.at(), h.u(), c)),
          with(
              "order",
              PayloadParser::order,
              (h, o) -> new Event.OrderPlaced(h.id(), h.at(), h.u(), o)),
          with(
              "identify",
              PayloadParser::identity,
              (h, i) -> new Event.Identified(h.id(), h.at(), h.u(), i)),
          with("engage", ActParser::engage, (h, e) -> new Event.Engaged(h.id(), h.at(), h.u(), e)),
          with("click", ActParser::click, (h, c) -> new Event.Clicked(h.id(), h.at(), h.u(), c)),
          with("form", ActParser::form, (h, f) -> new Event.FormSent(h.id(), h.at(), h.u(), f)),
          with("search", ActParser::search, (h, s) -> new Event.Searched(h.id(), h.at(), h.u(), s)),
          bare("notfound", h -> new Event.NotFound(h.id(), h.at(), h.u(), h.referrer()))
              .beside("r"),
          with("custom", ActParser::custom, (h, c) -> new Event.Custom(h.id(), h.at(), h.u(), c)),
          bare("logout", h -> new Event.LoggedOut(h.id(), h.at(), h.u())),
          ga4("view_item", Ga4Parser::viewItem),
          ga4("add_to_cart", Ga4Parser::addToCart),
          ga4("remove_from_cart", Ga4Parser::removeFromCart),
          ga4("view_cart", Ga4Parser::viewCart).beside("l"),
          ga4("begin_checkout", Ga4Parser::beginCheckout).beside("l"),
          ga4("purchase", Ga4Parser::purchase));

  private static final Map<String, EventType> BY_WORD =
      ALL.stream().collect(Collectors.toMap(EventType::word, type -> type));

  /** The words of all of them, as a sentence says them. */
  static final String ANY = any(ALL.stream().map(EventType::word).toList());

  private final String word;
  private final String payloadField;
  private final Set<String> beside;
  private final @Nullable Maker bare;
  private final @Nullable Function<JsonStream, Maker> payload;

  private EventType(
      String word,
      String payloadField,
      Set<String> beside,
      @Nullable Maker bare,
      @Nullable Function<JsonStream, Maker> payload) {
    this.word = word;
    this.payloadField = payloadField;
    this.beside = beside;
    this.bare = bare;
    this.payload = payload;
  }

  private static EventType bare(String word, Function<EventHead, Event> made) {
    return new EventType(word, word, Set.of(), head -> List.of(made.apply(head)), null);
  }

  /** One whose payload stands in a field of the type's name. */
  private static <P> EventType with(
      String word, Function<JsonStream, P> read, BiFunction<EventHead, P, Event> made) {
    return new EventType(
        word,
        word,
        Set.of(),
        null,
        in -> {
          P payload = read.apply(in);
          return head -> List.of(made.apply(head, payload));
        });
  }

  /** One of GA4's, whose payload stands where shops have it already. */
  private static EventType ga4(String word, Function<JsonStream, Maker> read) {
    return new EventType(word, "ecommerce", Set.of(), null, read);
  }

  private EventType beside(String... fields) {
    return new EventType(word, payloadField, Set.of(fields), bare, payload);
  }

  private static String any(List<String> words) {
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  /** The type that a text names; a problem of its field when there is none. */
  static EventType read(JsonStream in) {
    EventType type = BY_WORD.get(in.text(MOST_WORD));
    if (type == null) {
      throw in.wrong(ANY);
    }
    return type;
  }

  /** What stands in {@code t}. */
  String word() {
    return word;
  }

  /** Whether its events may have a title, referrer or language under this name. */
  boolean mayHave(String field) {
    return beside.contains(field);
  }

  /** Whether this is the field that holds its payload. */
  boolean keepsPayloadIn(String field) {
    return payload != null && field.equals(payloadField);
  }

  /** Reads that field. */
  Maker payload(JsonStream in) {
    if (payload == null) {
      throw new IllegalStateException(word + " has no payload");
    }
    in.object();
    return payload.apply(in);
  }

  /** The event, or two; a problem when its payload was not there. */
  List<Event> made(JsonStream in, EventHead head, @Nullable Maker read) {
    return (bare == null ? in.needed(read, payloadField, "an object") : bare).of(head);
  }
}
