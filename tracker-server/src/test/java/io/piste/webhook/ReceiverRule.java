package io.piste.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a receiver has to check. docs/webhooks.md shows these methods word for word. */
final class ReceiverRule {
  private final Set<String> seen = new HashSet<>();
  private volatile String secret;

  ReceiverRule(String secret) {
    this.secret = secret;
  }

  /** From now on another secret counts. */
  void trust(String other) {
    secret = other;
  }

  // documented from here
  /** Whether a message is from us and new. The body must be as it came, byte for byte. */
  boolean accepts(String id, String timestamp, String signatures, byte[] body, Instant now)
      throws GeneralSecurityException {
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(sent, now).abs().compareTo(Duration.ofMinutes(5)) > 0) {
      return false;
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    byte[] expected = mac.doFinal(body);
    boolean ours =
        Arrays.stream(signatures.split(" ", -1))
            .filter(each -> each.startsWith("v1,"))
            .anyMatch(
                each ->
                    MessageDigest.isEqual(expected, Base64.getDecoder().decode(each.substring(3))));
    return ours && isNew(id);
  }

  // documented up to here

  /** Keeps ids; a real receiver keeps them for some days. */
  private synchronized boolean isNew(String id) {
    return seen.add(id);
  }
}
