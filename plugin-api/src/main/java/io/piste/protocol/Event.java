package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a browser. In JSON each is one object: {@code t} names the type, {@code id} is a
 * UUID (version 7) made by the browser, {@code at} the browser's time in milliseconds since 1970,
 * {@code u} the page's address; what belongs to the type stands in a field of the type's name.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "t")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Page.class, name = "page"),
  @JsonSubTypes.Type(value = Event.ProductSeen.class, name = "product"),
  @JsonSubTypes.Type(value = Event.CartChanged.class, name = "cart"),
  @JsonSubTypes.Type(value = Event.CheckoutBegun.class, name = "checkout"),
  @JsonSubTypes.Type(value = Event.OrderPlaced.class, name = "order"),
  @JsonSubTypes.Type(value = Event.OrderChanged.class, name = "orderchange"),
  @JsonSubTypes.Type(value = Event.Identified.class, name = "identify"),
  @JsonSubTypes.Type(value = Event.Engaged.class, name = "engage"),
  @JsonSubTypes.Type(value = Event.Clicked.class, name = "click"),
  @JsonSubTypes.Type(value = Event.FormSent.class, name = "form"),
  @JsonSubTypes.Type(value = Event.Searched.class, name = "search"),
  @JsonSubTypes.Type(value = Event.NotFound.class, name = "notfound"),
  @JsonSubTypes.Type(value = Event.Custom.class, name = "custom"),
  @JsonSubTypes.Type(value = Event.LoggedOut.class, name = "logout")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Event {
  /** Made by the sender; the same id of the same visitor counts once within 7 days. */
  UUID id();

  /** When it happened, in milliseconds since 1970 UTC. */
  long at();

  /** The page it happened on: absolute, http or https, at most 1,000 characters. */
  String u();

  /** A page was shown. {@code ti}: title, {@code r}: referrer, {@code l}: the page's language. */
  record Page(
      UUID id, long at, String u, @Nullable String ti, @Nullable String r, @Nullable String l)
      implements Event {}

  /** A product's page was shown. */
  record ProductSeen(UUID id, long at, String u, Product product) implements Event {}

  /** The cart is now like this: always the whole cart, never a difference. */
  record CartChanged(UUID id, long at, String u, @Nullable String l, Cart cart) implements Event {}

  /** The checkout of a cart was opened. */
  record CheckoutBegun(UUID id, long at, String u, CartRef checkout) implements Event {}

  /** An order was placed. */
  record OrderPlaced(UUID id, long at, String u, Order order) implements Event {}

  /**
   * The shop says how far an order has come: no act of the visitor. Of the plugin API alone; pages
   * cannot send it.
   */
  record OrderChanged(UUID id, long at, String u, Order order) implements Event {}

  /** The visitor said, or a connector proved, who they are. */
  record Identified(UUID id, long at, String u, Identity identify) implements Event {}

  /** How long and how far the page was looked at, since the last event of this type. */
  record Engaged(UUID id, long at, String u, Engagement engage) implements Event {}

  /** A link to another site, or to a file, was followed. */
  record Clicked(UUID id, long at, String u, Click click) implements Event {}

  /** A form was sent; names of its fields alone, never what was typed. */
  record FormSent(UUID id, long at, String u, Form form) implements Event {}

  /** The site's own search was used. */
  record Searched(UUID id, long at, String u, Search search) implements Event {}

  /** The page does not exist. {@code r}: referrer, where the broken link may stand. */
  record NotFound(UUID id, long at, String u, @Nullable String r) implements Event {}

  /** What the site itself gave a name. */
  record Custom(UUID id, long at, String u, CustomEvent custom) implements Event {}

  /** The visitor signed out: who comes next may be somebody else. */
  record LoggedOut(UUID id, long at, String u) implements Event {}
}
