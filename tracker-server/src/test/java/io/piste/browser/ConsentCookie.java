package io.piste.browser;

import java.util.List;

/**
 * The readable cookie with the choice, taken apart.
 *
 * @param granted words joined by "-", "0" when everything was refused
 * @param decided seconds since 1970
 */
public record ConsentCookie(String id, long version, String granted, long decided) {

  /** The one that a browser keeps; fails when there is none. */
  public static ConsentCookie of(Browser browser) {
    String value = browser.cookie("piste_consent").value();
    List<String> parts = List.of(value.split("\\.", 5));
    if (parts.size() != 5 || !parts.getFirst().equals("1")) {
      throw new AssertionError("a consent cookie of another format: " + value);
    }
    return new ConsentCookie(
        parts.get(1), Long.parseLong(parts.get(2)), parts.get(3), Long.parseLong(parts.get(4)));
  }

  /** As it stands in the cookie. */
  public String value() {
    return "1." + id + "." + version + "." + granted + "." + decided;
  }
}
