package io.piste.consent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What the question looks like.
 *
 * @param layout bar, card or dialog
 * @param preset the name of a set of colours, or own
 * @param light colours by name, {@code #rrggbb}; empty for those that the banner brings
 * @param dark the same on dark screens
 * @param radius of the corners, as CSS has it; empty for the usual one
 */
public record SetupLook(
    String layout,
    String preset,
    Map<String, String> light,
    Map<String, String> dark,
    String radius) {
  /** What can be chosen. */
  public static final List<String> LAYOUTS = List.of("bar", "card", "dialog");

  /** The colours that a site may set, in the order of the form. */
  public static final List<String> COLOURS = List.of("ink", "soft", "paper", "accent", "on-accent");

  /** Colours that the site typed itself. */
  public static final String OWN = "own";

  /** The banner's own colours, as they come. */
  public static final SetupLook USUAL =
      new SetupLook("bar", "forest", new LinkedHashMap<>(), new LinkedHashMap<>(), "");

  /** The banner's own colours first; each of the others by the light and the dark ones. */
  public static final SequencedMap<String, List<Map<String, String>>> PRESETS = presets();

  public SetupLook {
    light = new LinkedHashMap<>(light);
    dark = new LinkedHashMap<>(dark);
  }

  private static SequencedMap<String, List<Map<String, String>>> presets() {
    SequencedMap<String, List<Map<String, String>>> presets = new LinkedHashMap<>();
    presets.put(
        "forest",
        List.of(
            colours("#1b2421 #55605b #fffefb #1d5546 #ffffff"),
            colours("#edebe4 #b0b8b3 #1a1f1d #9fd8c3 #0f211b")));
    presets.put(
        "ocean",
        List.of(
            colours("#16202c #51606f #ffffff #1a4f8b #ffffff"),
            colours("#e8eef5 #a9b6c4 #141b24 #9cc7f5 #0b1d30")));
    presets.put(
        "plum",
        List.of(
            colours("#251b26 #655767 #fffdff #6d2b6f #ffffff"),
            colours("#f1e9f2 #bfb0c1 #1f1820 #e2b0e4 #2b0f2c")));
    presets.put(
        "stone",
        List.of(
            colours("#1c1c1c #595959 #ffffff #262626 #ffffff"),
            colours("#f0f0f0 #b5b5b5 #171717 #f0f0f0 #171717")));
    return presets;
  }

  private static Map<String, String> colours(String values) {
    Map<String, String> colours = new LinkedHashMap<>();
    List<String> each = List.of(values.split(" ", -1));
    for (int i = 0; i < COLOURS.size(); i++) {
      colours.put(COLOURS.get(i), each.get(i));
    }
    return colours;
  }
}
