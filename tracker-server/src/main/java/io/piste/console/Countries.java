package io.piste.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where countries are on the maps of {@code assets/world.svg}; see countries.txt. */
final class Countries {
  /** A map: the id of its outlines, and its size. */
  enum Extent {
    EUROPE("europe", 1600, 1436),
    WORLD("world", 2000, 883);

    private final String word;
    private final int width;
    private final int height;

    Extent(String word, int width, int height) {
      this.word = word;
      this.width = width;
      this.height = height;
    }

    String word() {
      return word;
    }

    int width() {
      return width;
    }

    int height() {
      return height;
    }
  }

  /** A place on a map. */
  record Spot(int x, int y) {}

  private static final Map<String, List<Spot>> SPOTS = read("/io/piste/console/countries.txt");

  private Countries() {}

  /** Where a country's dot is, empty when it is not on that map. */
  static Optional<Spot> spot(String code, Extent extent) {
    List<Spot> spots = SPOTS.getOrDefault(code, List.of());
    if (extent == Extent.WORLD) {
      return spots.stream().findFirst();
    }
    return spots.size() == 2 ? Optional.of(spots.getLast()) : Optional.empty();
  }

  private static Map<String, List<Spot>> read(String name) {
    try (InputStream file = Countries.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing from the class path");
      }
      Map<String, List<Spot>> spots = new HashMap<>();
      new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", -1))
          .forEach(
              cells ->
                  spots.put(
                      cells[0],
                      cells.length == 5
                          ? List.of(spot(cells, 1), spot(cells, 3))
                          : List.of(spot(cells, 1))));
      return Map.copyOf(spots);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Spot spot(String[] cells, int at) {
    return new Spot(Integer.parseInt(cells[at]), Integer.parseInt(cells[at + 1]));
  }
}
