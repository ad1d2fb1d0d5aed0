package io.piste.goal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a step asks a visitor to have done. The words are stored: never rename them. */
public enum StepKind {
  /** A page whose path fits. */
  PAGE(true),
  /** A product was looked at; the pattern is for its sku. */
  PRODUCT(false),
  /** The cart was changed. */
  CART(false),
  /** The way to pay was begun. */
  CHECKOUT(false),
  /** Something was ordered. */
  ORDER(false),
  /** A form was sent; the pattern is for its id. */
  FORM(false),
  /** The site's search was used; the pattern is for the term. */
  SEARCH(false),
  /** A file was fetched; the pattern is for its address. */
  DOWNLOAD(false),
  /** A link to another site was followed; the pattern is for its address. */
  OUTBOUND(false),
  /** An event that the site gave a name, which must fit. */
  CUSTOM(true);

  private final boolean patternNeeded;

  StepKind(boolean patternNeeded) {
    this.patternNeeded = patternNeeded;
  }

  /** Whether it means nothing without a pattern. */
  public boolean isPatternNeeded() {
    return patternNeeded;
  }

  /** Whether its events have a name that a pattern can be held against. */
  public boolean hasName() {
    return this != CART && this != CHECKOUT && this != ORDER;
  }

  /** As stored, and in addresses and texts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads back {@link #word}. */
  public static Optional<StepKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
  }
}
