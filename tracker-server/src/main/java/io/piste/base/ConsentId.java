package io.piste.base;

import java.util.Optional;
import java.util.UUID;

/** One consent choice, as its holder may quote it. 128 random bits. */
public record ConsentId(UUID value) {
  /** A new id, unpredictable. */
  public static ConsentId random() {
    return new ConsentId(UUID.randomUUID());
  }

  /** The id written as 22 characters of base64url, or empty when the text is none. */
  public static Optional<ConsentId> parse(String text) {
    return ShortId.parse(text).map(ConsentId::new);
  }

  /** The 22 characters that {@link #parse} reads. */
  @Override
  public String toString() {
    return ShortId.text(value);
  }
}
