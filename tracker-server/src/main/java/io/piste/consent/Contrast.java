package io.piste.consent;

import java.util.Locale;
import java.util.regex.Pattern;

/** How well a colour can be read on another, as WCAG 2.2 counts it: from 1 to 21. */
public final class Contrast {
  /** What words need (WCAG 1.4.3). */
  public static final double WORDS = 4.5;

  private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

  private Contrast() {}

  /** Whether it is written as {@code #rrggbb}. */
  public static boolean isColour(String text) {
    return COLOUR.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  /** The ratio of two colours written as {@code #rrggbb}. */
  public static double of(String one, String other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String colour) {
    return 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
  }

  private static double part(String colour, int at) {
    double value = Integer.parseInt(colour, at, at + 2, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
