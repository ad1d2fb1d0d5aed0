package io.piste.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a receiver knows that a message is ours, by the rules of Standard Webhooks (symmetric, {@code
 * v1}).
 */
final class Signature {
  private static final String HMAC = "HmacSHA256";

  private Signature() {}

  /** The text of a secret as receivers are given it. */
  static String text(byte[] secret) {
    return "whsec_" + Base64.getEncoder().encodeToString(secret);
  }

  /** The header's value: one signature for each secret, by spaces. */
  static String of(String id, Instant at, String body, List<byte[]> secrets) {
    byte[] signed = (id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret, signed)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
