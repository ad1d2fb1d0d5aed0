package io.piste.profile;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a rule looks at. The words are stored: never change them. */
public enum RuleKind {
  /** Paths of pages. */
  PAGE,
  /** Tags of the content that a page shows, as the library knows it. */
  CONTENT,
  /** Categories of the content or the product that a page shows, as the library knows it. */
  CATEGORY,
  /** Names of products that were looked at. */
  PRODUCT,
  /** Words that were searched for. */
  SEARCH,
  /** Forms that were sent, by their ids. */
  FORM,
  /** Events that the site named. */
  EVENT,
  /** Links to other sites. */
  CLICK,
  /** Files. */
  DOWNLOAD,
  /** Changes of carts. */
  CART,
  /** Checkouts that were opened. */
  CHECKOUT,
  /** Orders; the same order counts once. */
  ORDER,
  /** Links in mails that were followed, by the kind of the mail. */
  MAIL,
  /** A field of the contact that is filled in: the pattern is its name, exactly. */
  FIELD;

  private static final Map<ActKind, RuleKind> OF_ACTS = ofActs();

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables. */
  public String word() {
    return word;
  }

  /** The kind of a word, empty when there is none. */
  public static Optional<RuleKind> of(String word) {
    for (RuleKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The kind of rule that looks at the names of such acts. */
  static RuleKind of(ActKind acts) {
    return OF_ACTS.getOrDefault(acts, PAGE);
  }

  private static Map<ActKind, RuleKind> ofActs() {
    Map<ActKind, RuleKind> kinds = new EnumMap<>(ActKind.class);
    for (ActKind acts : ActKind.values()) {
      of(acts.word()).ifPresent(kind -> kinds.put(acts, kind));
    }
    return kinds;
  }

  /** The acts that it looks at; empty for those that no act of a visitor is. */
  public Optional<ActKind> acts() {
    return switch (this) {
      case CONTENT, CATEGORY -> Optional.of(ActKind.PAGE);
      case MAIL, FIELD -> Optional.empty();
      default -> ActKind.of(word);
    };
  }

  /** Whether upper and lower case are the same to it: to all but paths and names of fields. */
  boolean foldsCase() {
    return this != PAGE && this != FIELD;
  }
}
