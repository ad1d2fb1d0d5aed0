package io.piste.contact;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be changed of a contact's fields. Fields that are not named stay. Immutable; {@link
 * TypedFields} makes one of what was typed.
 */
public final class ContactEdit {
  /** Changes nothing. */
  public static final ContactEdit NONE = new ContactEdit(Map.of());

  private final Map<Field, Optional<FieldValue>> changes;

  private ContactEdit(Map<Field, Optional<FieldValue>> changes) {
    this.changes = Collections.unmodifiableMap(changes);
  }

  /** The same, and this field gets a value. */
  public ContactEdit with(Field field, FieldValue value) {
    return and(field, Optional.of(value));
  }

  /** The same, and this field becomes empty. */
  public ContactEdit without(Field field) {
    return and(field, Optional.empty());
  }

  private ContactEdit and(Field field, Optional<FieldValue> value) {
    if (field == ContactField.EMAIL) {
      throw new IllegalArgumentException("the address makes the contact, and does not change");
    }
    Map<Field, Optional<FieldValue>> more = new LinkedHashMap<>(changes);
    more.put(field, value);
    return new ContactEdit(more);
  }

  /** The fields that it names. */
  public Set<Field> fields() {
    return changes.keySet();
  }

  /** What a field becomes: empty in the inner sense empties it, a field that is not named stays. */
  public Map<Field, Optional<FieldValue>> changes() {
    return changes;
  }

  /** Whether it changes nothing. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Only what is not so already. */
  public ContactEdit beyond(ContactFacts facts) {
    Map<Field, Optional<FieldValue>> left = new LinkedHashMap<>(changes);
    left.entrySet().removeIf(entry -> facts.value(entry.getKey().key()).equals(entry.getValue()));
    return new ContactEdit(left);
  }

  /** Only what fills fields that are empty: nothing that is known is overwritten. */
  public ContactEdit fillingIn(ContactFacts facts) {
    Map<Field, Optional<FieldValue>> left = new LinkedHashMap<>(changes);
    left.entrySet()
        .removeIf(
            entry ->
                entry.getValue().isEmpty() || facts.values().containsKey(entry.getKey().key()));
    return new ContactEdit(left);
  }
}
