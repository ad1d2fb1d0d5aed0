package io.piste.base;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** Writes 128-bit ids as 22 characters that need no escaping in URLs, cookies and JSON. */
final class ShortId {
  private static final int TEXT_LENGTH = 22;

  private ShortId() {}

  static String text(UUID id) {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static Optional<UUID> parse(String text) {
    if (text.length() != TEXT_LENGTH) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
      UUID id = new UUID(bytes.getLong(), bytes.getLong());
      // Two texts could mean the same id (unused low bits); only the canonical one counts.
      return text(id).equals(text) ? Optional.of(id) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
