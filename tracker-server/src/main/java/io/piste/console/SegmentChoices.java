package io.piste.console;

import java.util.List;

/**
 * What a site's conditions can be about.
 *
 * @param fields of contacts, those of the operator at the end
 * @param tags names, in order
 * @param scores by their name in rules, with what people read
 * @param segments by number, without the one that is being changed
 * @param currencies in which the site was paid lately
 */
record SegmentChoices(
    List<Field> fields,
    List<String> tags,
    List<Named> scores,
    List<Named> segments,
    List<String> currencies) {
  /** What a field holds, and so how it can be compared. */
  enum FieldSort {
    TEXT,
    NUMBER,
    DATE,
    CHOICE,
    YES_NO;

    /** The words of its comparisons, the usual one first. */
    List<String> comparisons() {
      return switch (this) {
        case TEXT ->
            List.of(
                "is",
                "is_not",
                "contains",
                "not_contains",
                "starts",
                "not_starts",
                "known",
                "unknown");
        case NUMBER -> List.of("at_least", "at_most", "is", "is_not", "known", "unknown");
        case DATE ->
            List.of(
                "newer", "older", "sooner", "later", "on", "after", "before", "known", "unknown");
        case CHOICE -> List.of("is", "is_not", "known", "unknown");
        case YES_NO -> List.of("is", "known", "unknown");
      };
    }
  }

  /** Something that has a key and a name. */
  record Named(String key, String name) {}

  /**
   * A field.
   *
   * @param values what it may hold; empty when anything
   */
  record Field(String name, String label, FieldSort type, List<Named> values) {
    Field {
      values = List.copyOf(values);
    }
  }

  SegmentChoices {
    fields = List.copyOf(fields);
    tags = List.copyOf(tags);
    scores = List.copyOf(scores);
    segments = List.copyOf(segments);
    currencies = List.copyOf(currencies);
  }

  /** Nothing but the fields. */
  static SegmentChoices of(List<Field> fields) {
    return new SegmentChoices(fields, List.of(), List.of(), List.of(), List.of());
  }

  /** A field by its name in rules; one that is gone is shown as text under its name. */
  Field field(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseGet(() -> new Field(name, name, FieldSort.TEXT, List.of()));
  }

  /** Whether the field is there. */
  boolean hasField(String name) {
    return fields.stream().anyMatch(field -> field.name().equals(name));
  }

  /** What a segment is called; its number when it is gone. */
  String segment(String key) {
    return name(segments, key);
  }

  /** What a score is called. */
  String score(String key) {
    return name(scores, key);
  }

  private static String name(List<Named> all, String key) {
    return all.stream()
        .filter(named -> named.key().equals(key))
        .map(Named::name)
        .findFirst()
        .orElse(key);
  }
}
