package io.piste.browser;

/**
 * How a browser's window is.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param dark whether the person prefers dark pages
 */
public record Look(int width, int height, boolean dark) {
  /** A desk. */
  public static final Look DESK = new Look(1280, 900, false);

  /** A telephone. */
  public static final Look PHONE = new Look(390, 844, false);

  /** The same at night. */
  public Look atNight() {
    return new Look(width, height, true);
  }
}
