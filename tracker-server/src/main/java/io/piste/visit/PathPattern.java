package io.piste.visit;

/** A path with {@code *} for anything, also for nothing: {@code /teas/*}. Thread-safe. */
public final class PathPattern {
  private final String text;

  /** The pattern as written. */
  public PathPattern(String text) {
    this.text = text;
  }

  /** Matches by hand, in linear steps back: a pattern of many stars must not take ages. */
  public boolean matches(String path) {
    int at = 0;
    int pattern = 0;
    int star = -1;
    int retry = 0;
    while (at < path.length()) {
      if (pattern < text.length() && text.charAt(pattern) == '*') {
        star = pattern++;
        retry = at;
      } else if (pattern < text.length() && text.charAt(pattern) == path.charAt(at)) {
        pattern++;
        at++;
      } else if (star >= 0) {
        pattern = star + 1;
        at = ++retry;
      } else {
        return false;
      }
    }
    return text.substring(pattern).chars().allMatch(c -> c == '*');
  }
}
