package io.piste.sender;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Devices, browsers and systems by marks in a browser's words, from {@code families.txt}: of each
 * kind the first line counts that has a mark which is there. Immutable.
 */
final class Families {
  private record Family(String kind, String name, List<String> marks) {}

  private final List<Family> families = new ArrayList<>();

  private Families() {}

  /** The list that comes with the program. */
  static Families load() {
    Families loaded = new Families();
    for (String line : DataLines.read("families.txt")) {
      String[] parts = line.split("\t", 3);
      loaded.families.add(new Family(parts[0], parts[1], List.of(parts[2].split("\\|", -1))));
    }
    return loaded;
  }

  /** Null when none is known. */
  @Nullable String find(String kind, String words) {
    for (Family family : families) {
      if (family.kind().equals(kind) && family.marks().stream().anyMatch(words::contains)) {
        return family.name();
      }
    }
    return null;
  }
}
