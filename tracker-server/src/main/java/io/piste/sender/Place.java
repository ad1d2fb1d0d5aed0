package io.piste.sender;

import org.jspecify.annotations.Nullable;

/**
 * Where a network is, as far as its first 24 or 48 bits tell.
 *
 * @param country two capital letters of ISO 3166-1
 * @param region code of ISO 3166-2 without the country
 * @param city name in English
 */
record Place(@Nullable String country, @Nullable String region, @Nullable String city) {
  static final Place UNKNOWN = new Place(null, null, null);
}
