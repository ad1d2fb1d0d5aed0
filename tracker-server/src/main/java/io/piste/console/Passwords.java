package io.piste.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id with the parameters of the OWASP password storage cheat sheet: 19 MiB, 2 passes, 1 lane.
 * Stored as the usual text with parameters and salt, so that they can be raised later. At most four
 * are computed at a time, so that a flood of attempts takes 76 MiB and not all memory.
 */
final class Passwords {
  /** The fewest characters that a password has; there is no rule about which ones. */
  static final int SHORTEST = 12;

  /** The most: nothing is cut off silently. */
  static final int LONGEST = 200;

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern STORED =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([^$]+)\\$([^$]+)");

  private final SecureRandom random = new SecureRandom();
  private final Semaphore atOnce = new Semaphore(4);
  private final String nobodys = hash("nobody has this password");

  /** What is stored for a password. */
  String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    byte[] hash = compute(password, salt, new Cost(MEMORY_KIB, PASSES, LANES), HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }

  /** Whether it is the password that was hashed. */
  boolean fits(String password, String stored) {
    Matcher parts = STORED.matcher(stored);
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password hash is not of the known form");
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    Cost cost =
        new Cost(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    return MessageDigest.isEqual(compute(password, salt, cost, expected.length), expected);
  }

  /** Takes as long as {@link #fits} for somebody who exists, and is false. */
  boolean fitsNobody(String password) {
    return fits(password, nobodys) && password.isEmpty();
  }

  private byte[] compute(String password, byte[] salt, Cost cost, int length) {
    atOnce.acquireUninterruptibly();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(cost.memoryKib())
              .withIterations(cost.passes())
              .withParallelism(cost.lanes())
              .withSalt(salt)
              .build());
      byte[] hash = new byte[length];
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      atOnce.release();
    }
  }

  private record Cost(int memoryKib, int passes, int lanes) {}
}
