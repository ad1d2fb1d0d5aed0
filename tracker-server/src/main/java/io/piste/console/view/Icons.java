package io.piste.console.view;

import java.util.Locale;
import java.util.Map;

/** The console's pictures: strokes in a square of 24, all of one weight. */
public final class Icons {
  private static final Map<String, String> PATHS =
      Map.ofEntries(
          Map.entry("overview", "M4 4v15a1 1 0 0 0 1 1h15M8.5 16v-4M12.5 16V8M16.5 16v-6"),
          Map.entry("traffic", "M4 18.5 9.5 12l4 3.5L20 7M15 7h5v5"),
          Map.entry("device", "M4 5.5h16v10H4ZM9 19.5h6M12 15.5v4"),
          Map.entry("download", "M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14"),
          Map.entry("goal", "M6 21V4M6 4.5h11l-2.2 4 2.2 4H6"),
          Map.entry("live", "M3 12h4l3-7 4 14 3-7h4"),
          Map.entry(
              "contacts",
              "M9 11.2a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2ZM2.6 20c.6-3.4 3.1-5.3 6.4-5.3"
                  + "s5.8 1.9 6.4 5.3M16 4.3a3.6 3.6 0 0 1 0 6.6M18.2 15.2c1.8.8 2.9 2.5 3.2 4.8"),
          Map.entry(
              "cart",
              "M3 4h2.3l2.2 11a1.5 1.5 0 0 0 1.5 1.2h8a1.5 1.5 0 0 0 1.5-1.2L20.3 8H6.1"
                  + "M9.7 20h.01M16.8 20h.01"),
          Map.entry(
              "mail",
              "M4.5 5.5h15A1.5 1.5 0 0 1 21 7v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17V7"
                  + "a1.5 1.5 0 0 1 1.5-1.5ZM3.4 6.6 12 13l8.6-6.4"),
          Map.entry(
              "sites",
              "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c2.4 2.5 3.6 5.5 3.6 9"
                  + "s-1.2 6.5-3.6 9c-2.4-2.5-3.6-5.5-3.6-9S9.6 5.5 12 3Z"),
          Map.entry(
              "account",
              "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-3.6 3.7-5.5 7.5-5.5s6.7 1.9 7.5 5.5"),
          Map.entry(
              "data",
              "M12 10c4.4 0 8-1.3 8-3s-3.6-3-8-3-8 1.3-8 3 3.6 3 8 3ZM4 7v10c0 1.7 3.6 3 8 3s8-1.3 8-3"
                  + "V7M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3"),
          Map.entry("search", "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5"),
          Map.entry("check", "M5 12.5 9.5 17 19 7.5"),
          Map.entry("cross", "M6.5 6.5l11 11M17.5 6.5l-11 11"),
          Map.entry(
              "question", "M8.5 8.6a3.6 3.6 0 1 1 5.4 3.1c-1.2.7-1.9 1.4-1.9 2.8M12 18.5h.01"),
          Map.entry("copy", "M9 8.5h10.5V20H9ZM5 15.5V4h10.5"),
          Map.entry("up", "M7 17 17 7M9 7h8v8"),
          Map.entry("down", "M7 7l10 10M9 17h8V9"),
          Map.entry("flat", "M6 12h12"),
          Map.entry("chevron", "M7 10l5 5 5-5"),
          Map.entry("more", "M5 12h.01M12 12h.01M19 12h.01"),
          Map.entry("plus", "M12 5v14M5 12h14"),
          Map.entry("warning", "M12 4 2.8 19.5h18.4ZM12 10v4.2M12 17h.01"),
          Map.entry("page", "M6.5 3.5h7l4.5 4.5v12.5H6.5ZM13.5 3.5V8H18"),
          Map.entry("product", "M3.5 11V4h7L20.5 14 14 20.5 3.5 11ZM7.7 8.2h.01"),
          Map.entry("abandoned", "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.2l3.3 2"),
          Map.entry("restored", "M8 13 4 9l4-4M4 9h9.5a5.5 5.5 0 0 1 0 11H9"),
          Map.entry("order", "M5 8h14l1 12.5H4ZM8.5 8V6.8a3.5 3.5 0 0 1 7 0V8"),
          Map.entry("no_mail", "M7 5.5h14v12M18 18.5H3v-12M13.6 11.9 21 6.6M3.4 3.4l17.2 17.2"),
          Map.entry(
              "consent",
              "M12 3l8 3v5.5c0 4.7-3.2 8-8 9.5-4.8-1.5-8-4.8-8-9.5V6ZM8.5 12l2.6 2.6 4.4-4.6"),
          Map.entry(
              "link",
              "M10 14a4 4 0 0 0 5.8.3l3-3a4.1 4.1 0 0 0-5.8-5.8l-1.4 1.4M14 10a4 4 0 0 0-5.8-.3"
                  + "l-3 3a4.1 4.1 0 0 0 5.8 5.8l1.4-1.4"),
          Map.entry("tag", "M4 4h7.5L20.5 13l-7.5 7.5L4 11.5ZM8.3 8.3h.01"),
          Map.entry("plug", "M9 3v5M15 3v5M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0ZM12 17v4"),
          Map.entry("webhook", "M4 12h12M11.5 7.5 16 12l-4.5 4.5M20 5v14"),
          Map.entry("permission", "M21 11V6.5H3v12h9M3.4 7.2 12 13l8.6-5.8M14.5 18l2.5 2.5 4.5-5"));

  private Icons() {}

  /** The first letters of a name's first two words, for a circle; of an address one letter. */
  public static String initials(String name) {
    String[] words = name.strip().split("\\s+", 3);
    String first = words[0].isEmpty() ? "?" : firstOf(words[0]);
    return (words.length > 1 ? first + firstOf(words[1]) : first).toUpperCase(Locale.ROOT);
  }

  private static String firstOf(String word) {
    return word.substring(0, word.offsetByCodePoints(0, 1));
  }

  /** The strokes of a picture, for the d attribute of a path; nothing when there is none. */
  public static String path(String name) {
    return PATHS.getOrDefault(name, "");
  }
}
