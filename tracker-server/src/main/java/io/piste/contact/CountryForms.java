package io.piste.contact;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How postcodes and phones of a country are written; see countries.txt, which names the sources.
 *
 * @param postcodes forms of a postcode; none: everything is right
 * @param free whether a postcode of another form is taken as it was typed
 * @param example a postcode that is right
 * @param calling the country's digits of a phone number
 * @param trunks what is dialled before a national number, and is left out behind the country's
 */
record CountryForms(
    String country,
    List<String> postcodes,
    boolean free,
    String example,
    String calling,
    List<Trunk> trunks) {
  /**
   * A prefix of national numbers.
   *
   * @param left how many digits must be left after it; 0: any
   */
  record Trunk(String digits, int left) {}

  private static final String FREE = "*";

  private static final Map<String, CountryForms> ALL = read();

  /** Those of a country; empty where none are known. */
  static Optional<CountryForms> of(@Nullable String country) {
    return country == null ? Optional.empty() : Optional.ofNullable(ALL.get(country));
  }

  /** All that are known, by country. */
  static Map<String, CountryForms> all() {
    return ALL;
  }

  private static Map<String, CountryForms> read() {
    try (InputStream file = CountryForms.class.getResourceAsStream("countries.txt")) {
      if (file == null) {
        throw new IllegalStateException("countries.txt is missing from the class path");
      }
      Map<String, CountryForms> all = new TreeMap<>();
      new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .forEach(cells -> all.put(cells[0], forms(cells)));
      return Collections.unmodifiableMap(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CountryForms forms(String[] cells) {
    List<String> postcodes = list(cells[1]);
    return new CountryForms(
        cells[0],
        postcodes.stream().filter(form -> !form.equals(FREE)).toList(),
        postcodes.isEmpty() || postcodes.contains(FREE),
        cells[2],
        cells[3],
        list(cells[4]).stream().map(CountryForms::trunk).toList());
  }

  private static List<String> list(String cell) {
    return cell.equals("-") ? List.of() : Arrays.asList(cell.split("\\|", -1));
  }

  private static Trunk trunk(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new Trunk(text, 0)
        : new Trunk(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
  }
}
