package io.piste.report;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/**
 * The ids of browsers and consents that begin with what was typed: as they are shown, in 22
 * characters of base64url, or in hexadecimal digits, as in a database.
 */
record IdRange(UUID from, UUID to) {
  private static final int LEAST = 6;
  private static final int CHARACTERS = 22;
  private static final int DIGITS = 32;
  private static final int BITS = 128;
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Empty when no id can begin so, or when it is too short to mean one. */
  static Optional<IdRange> of(String text) {
    String digits = text.replace("-", "");
    if (digits.matches("[0-9a-fA-F]{%d,%d}".formatted(LEAST, DIGITS))) {
      return Optional.of(range(new BigInteger(digits, 16), 4 * digits.length()));
    }
    if (!text.matches("[A-Za-z0-9_-]{%d,%d}".formatted(LEAST, CHARACTERS))) {
      return Optional.empty();
    }
    BigInteger bits = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      bits = bits.shiftLeft(6).or(BigInteger.valueOf(ALPHABET.indexOf(text.charAt(i))));
    }
    int known = 6 * text.length();
    return Optional.of(
        known > BITS ? range(bits.shiftRight(known - BITS), BITS) : range(bits, known));
  }

  private static IdRange range(BigInteger start, int known) {
    int open = BITS - known;
    BigInteger from = start.shiftLeft(open);
    BigInteger to = from.or(BigInteger.ONE.shiftLeft(open).subtract(BigInteger.ONE));
    return new IdRange(id(from), id(to));
  }

  private static UUID id(BigInteger bits) {
    return new UUID(bits.shiftRight(64).longValue(), bits.longValue());
  }

  /** Whether the whole id was typed. */
  boolean isOne() {
    return from.equals(to);
  }
}
