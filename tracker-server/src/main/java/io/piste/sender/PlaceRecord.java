package io.piste.sender;

import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a file in MaxMind's format says of a network; the parts that we use, all optional. */
final class PlaceRecord {
  private static final int MOST_NAME = 80;
  private static final int SAMPLE = 1_000;

  private PlaceRecord() {}

  static Place find(Reader reader, InetAddress address) throws IOException {
    Map<?, ?> found = reader.get(address, Map.class);
    return found == null ? Place.UNKNOWN : place(found);
  }

  /** Whether it is a file of places: there are others, of providers for one. */
  static boolean tellsCountries(Reader reader) throws IOException {
    try {
      @SuppressWarnings("rawtypes")
      Networks<Map> networks = reader.networks(Map.class);
      for (int i = 0; i < SAMPLE && networks.hasNext(); i++) {
        Map<?, ?> found = networks.next().data();
        if (found != null && place(found).country() != null) {
          return true;
        }
      }
      return false;
    } catch (InvalidNetworkException e) {
      throw new IOException("its networks cannot be read", e);
    }
  }

  private static Place place(Map<?, ?> found) {
    String country = text(found.get("country"), "iso_code");
    if (country == null || !country.matches("[A-Z]{2}")) {
      return Place.UNKNOWN;
    }
    Object region =
        found.get("subdivisions") instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
    Object names = found.get("city") instanceof Map<?, ?> city ? city.get("names") : null;
    return new Place(country, text(region, "iso_code"), text(names, "en"));
  }

  private static @Nullable String text(@Nullable Object map, String key) {
    return map instanceof Map<?, ?> fields && fields.get(key) instanceof String text
        ? text.substring(0, Math.min(MOST_NAME, text.length()))
        : null;
  }
}
