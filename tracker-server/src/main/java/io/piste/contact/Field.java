package io.piste.contact;

import org.jspecify.annotations.Nullable;

/** A field of a contact: one that every installation has, or one that the operator added. */
public sealed interface Field permits ContactField, CustomField {
  /** What begins the key of an added field. */
  String CUSTOM = "custom.";

  /** Its name in rules, files and forms: {@code postcode}, {@code custom.size}. */
  String key();

  /** What it holds. */
  FieldType type();

  /** The most characters that it holds. */
  int mostCharacters();

  /**
   * Reads what was typed. Never throws.
   *
   * @param typed not blank
   * @param country ISO 3166-1 alpha-2 of the same contact, which postcodes and phones depend on
   */
  Reading read(String typed, @Nullable String country);
}
