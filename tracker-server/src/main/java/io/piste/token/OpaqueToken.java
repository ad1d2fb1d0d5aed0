package io.piste.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * 128 random bits that stand for something in a table: whoever has the text may use it. Tables hold
 * the hash, so that who reads a backup cannot.
 *
 * @param text 22 characters of base64url
 */
public record OpaqueToken(String text) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

  /** Throws {@link IllegalArgumentException} when the text is none. */
  public OpaqueToken {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a token");
    }
  }

  /** A new one, unpredictable. */
  public static OpaqueToken random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return new OpaqueToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The token that someone presents, or empty when it cannot be one. */
  public static Optional<OpaqueToken> parse(String text) {
    return SHAPE.matcher(text).matches() ? Optional.of(new OpaqueToken(text)) : Optional.empty();
  }

  /** SHA-256 of the text: 32 bytes. */
  public byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Not the token, which must not come into a log. */
  @Override
  public String toString() {
    return "OpaqueToken";
  }
}
