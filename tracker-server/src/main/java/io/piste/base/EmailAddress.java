package io.piste.base;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A normalised e-mail address: trimmed, lower case, at most 254 characters, one {@code @}, a domain
 * with a dot or {@code localhost}. Stricter than RFC 5321 on purpose: no quoted local parts, no
 * address literals, no control characters that could end a header.
 */
public record EmailAddress(String value) {
  private static final int MAX_LENGTH = 254;
  private static final Pattern SHAPE =
      Pattern.compile(
          "[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]([a-z0-9-]*[a-z0-9])?");

  /** Throws {@link IllegalArgumentException} when the text is no normalised address. */
  public EmailAddress {
    if (!isNormalised(value)) {
      throw new IllegalArgumentException("not a normalised e-mail address");
    }
  }

  /** Normalises what a person typed; empty when it cannot be an address. */
  public static Optional<EmailAddress> parse(String typed) {
    String normal = typed.strip().toLowerCase(Locale.ROOT);
    return isNormalised(normal) ? Optional.of(new EmailAddress(normal)) : Optional.empty();
  }

  private static boolean isNormalised(String text) {
    int at = text.indexOf('@');
    return text.length() <= MAX_LENGTH && at <= 64 && SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
