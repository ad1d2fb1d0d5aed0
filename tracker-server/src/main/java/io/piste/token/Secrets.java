package io.piste.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The installation's master key, and the keys derived from it. Immutable. */
public final class Secrets {
  private static final String HMAC = "HmacSHA256";

  private final byte[] masterKey;

  /** A master key of at least 32 bytes. */
  public Secrets(byte[] masterKey) {
    if (masterKey.length < 32) {
      throw new IllegalArgumentException("a master key has at least 32 bytes");
    }
    this.masterKey = masterKey.clone();
  }

  /** A key of 32 bytes for one use; the same label always gives the same key. */
  public byte[] derive(String label) {
    return hmac(masterKey, label.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
