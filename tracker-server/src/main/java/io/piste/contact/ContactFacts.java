package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a contact itself.
 *
 * @param editedAt when anything last came by hand, file or API
 * @param restrictedAt since when nothing is done with what is stored (rule D4); null: it is not
 * @param mergedInto the contact that this one was merged into
 * @param values what its fields hold, by {@link Field#key}; an empty field is not in it
 */
public record ContactFacts(
    ContactId id,
    EmailAddress email,
    String origin,
    Instant createdAt,
    Instant lastInteractionAt,
    @Nullable Instant editedAt,
    @Nullable Instant restrictedAt,
    @Nullable ContactId mergedInto,
    Map<String, FieldValue> values) {

  /** What a field holds, by its key; empty when it is empty or there is no such field. */
  public Optional<FieldValue> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** The same as text; null when it is empty. */
  public @Nullable String text(Field field) {
    FieldValue value = values.get(field.key());
    return value == null ? null : value.text();
  }

  /** First and last name as far as they are known; empty when neither is. */
  public Optional<String> name() {
    String name =
        (orEmpty(text(ContactField.FIRST_NAME)) + " " + orEmpty(text(ContactField.LAST_NAME)))
            .strip();
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** Whether all processing is stopped. */
  public boolean restricted() {
    return restrictedAt != null;
  }

  /** The same text as long as no field changes: who edits shows what they saw. */
  public String fingerprint() {
    StringBuilder all = new StringBuilder();
    new TreeMap<>(values)
        .forEach((key, value) -> all.append(key).append('=').append(value.text()).append('\n'));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
