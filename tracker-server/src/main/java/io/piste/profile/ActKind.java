package io.piste.profile;

import java.util.Locale;
import java.util.Optional;

/** What visitors do that says something about them. The words are stored: never change them. */
public enum ActKind {
  /** A page; its name is the path. */
  PAGE,
  /** A product's page; its name is the product's, its number the price. */
  PRODUCT,
  /** A search on the site; its name is what was searched for, its number how many were found. */
  SEARCH,
  /** A form that was sent; its name is the form's id. */
  FORM,
  /** An event that the site named; its number is the property "value", or the only number. */
  EVENT,
  /** A link to another site; its name is where it leads. */
  CLICK,
  /** A file; its name is its address. */
  DOWNLOAD,
  /** A cart is now like this; its name is the shop's number of it, its number the total. */
  CART,
  /** The checkout of a cart; its name is the shop's number of the cart. */
  CHECKOUT,
  /** An order; its name is the shop's number of it, its number the total. */
  ORDER;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables and rules. */
  public String word() {
    return word;
  }

  /** The kind of a word, empty when there is none. */
  public static Optional<ActKind> of(String word) {
    for (ActKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
