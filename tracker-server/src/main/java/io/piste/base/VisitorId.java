package io.piste.base;

import java.util.Optional;
import java.util.UUID;

/** A browser with consent, on one site. 128 random bits. */
public record VisitorId(UUID value) {
  /** A new id, unpredictable. */
  public static VisitorId random() {
    return new VisitorId(UUID.randomUUID());
  }

  /** The id written as 22 characters of base64url, or empty when the text is none. */
  public static Optional<VisitorId> parse(String text) {
    return ShortId.parse(text).map(VisitorId::new);
  }

  /** The 22 characters that {@link #parse} reads. */
  @Override
  public String toString() {
    return ShortId.text(value);
  }
}
