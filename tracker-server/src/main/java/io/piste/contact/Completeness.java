package io.piste.contact;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * How much of what matters is known of a contact: the fields that count and hold a value, as a
 * percentage of the fields that count, rounded down. The address never counts, for everybody has
 * one. Which others count is settable for the installation.
 *
 * @param fields those that count, by key, in the order in which they are shown
 */
public record Completeness(List<String> fields) {
  private static final String SETTINGS = "SELECT field, counts FROM completeness_field";

  private static final String SET =
      """
      INSERT INTO completeness_field (field, counts) VALUES (:field, :counts)
      ON DUPLICATE KEY UPDATE counts = VALUES(counts)
      """;

  /** As it is set now. */
  public static Completeness now(Jdbi jdbi) {
    return jdbi.withHandle(Completeness::now);
  }

  /** The same, inside the caller's transaction. */
  public static Completeness now(Handle handle) {
    Map<String, Boolean> counts = new LinkedHashMap<>();
    ContactField.CHANGEABLE.forEach(field -> counts.put(field.key(), field.countsByDefault()));
    handle
        .createQuery(SETTINGS)
        .map((row, context) -> Map.entry(row.getString("field"), row.getBoolean("counts")))
        .forEach(set -> counts.computeIfPresent(set.getKey(), (field, was) -> set.getValue()));
    CustomFields.all(handle).forEach(field -> counts.put(field.key(), field.counts()));
    return new Completeness(
        counts.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList());
  }

  /** Lets these standard fields count and the others not. */
  public static void set(Jdbi jdbi, Set<ContactField> counting) {
    jdbi.useTransaction(
        handle ->
            ContactField.CHANGEABLE.forEach(
                field ->
                    handle
                        .createUpdate(SET)
                        .bind("field", field.key())
                        .bind("counts", counting.contains(field))
                        .execute()));
  }

  /** From 0 to 100; 100 when no field counts. */
  public int percent(ContactFacts facts) {
    return fields.isEmpty()
        ? 100
        : (int) (100L * (fields.size() - missing(facts).size()) / fields.size());
  }

  /** The keys of those that count and are empty. */
  public List<String> missing(ContactFacts facts) {
    return fields.stream()
        .filter(key -> !facts.values().containsKey(key))
        .collect(Collectors.toUnmodifiableList());
  }
}
