package io.piste.token;

import io.piste.base.PrivateFiles;
import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The installation's master key, and the keys derived from it. Immutable. */
public final class Secrets {
  private static final String HMAC = "HmacSHA256";
  private static final int MIN_LENGTH = 32;

  private final byte[] masterKey;

  /** A master key of at least 32 bytes. */
  public Secrets(byte[] masterKey) {
    if (masterKey.length < MIN_LENGTH) {
      throw new IllegalArgumentException("a master key has at least 32 bytes");
    }
    this.masterKey = masterKey.clone();
  }

  /**
   * The key of the setting {@code secret.key}, else of the file {@code secret.key} in the data
   * folder, which is made at the first start, readable by its owner alone.
   *
   * @throws StartProblem when the key is too short or the file cannot be read or made
   */
  public static Secrets load(Optional<String> setting, Path dataFolder) {
    Path file = dataFolder.resolve("secret.key");
    String key = setting.orElseGet(() -> readOrMake(file));
    if (key.length() < MIN_LENGTH) {
      throw new StartProblem(
          Kind.SECRET_UNUSABLE,
          (setting.isPresent() ? "secret.key" : file)
              + " has less than 32 characters: restore it from a backup. With another key, all"
              + " connector keys and links in mails sent so far become invalid.");
    }
    return new Secrets(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String readOrMake(Path file) {
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[MIN_LENGTH];
        new SecureRandom().nextBytes(random);
        PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StartProblem(
          Kind.SECRET_UNUSABLE, file + " cannot be read or made: " + e.getMessage() + ".");
    }
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
