package io.piste.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets that a browser holds and we know by hash only. */
final class RandomToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 24;

  private RandomToken() {}

  /** 192 random bits as 32 characters of base64url. */
  static String make() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is stored. */
  static byte[] hash(String token) {
    return sha256(token);
  }

  /**
   * The token that forms carry: whoever sends it knows the cookie, which another site does not. It
   * does not give the cookie away.
   */
  static String forForms(String cookie) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("form " + cookie));
  }

  /** Compares in a time that does not depend on where they differ. */
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
