package io.piste.token;

import java.nio.charset.StandardCharsets;

/**
 * Recognises a text without keeping it: an address that must never be written to again stays known
 * after the person was erased. Without the installation's master key the hashes tell nothing.
 */
public final class KeyedHash {
  private final byte[] key;

  /**
   * Hashes for one purpose.
   *
   * @param label hashes with another label cannot be compared
   */
  public KeyedHash(Secrets secrets, String label) {
    this.key = secrets.derive("hash " + label);
  }

  /** 32 bytes. */
  public byte[] of(String text) {
    return Secrets.hmac(key, text.getBytes(StandardCharsets.UTF_8));
  }
}
