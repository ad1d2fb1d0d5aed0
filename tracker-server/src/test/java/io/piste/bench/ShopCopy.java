package io.piste.bench;

import io.piste.base.VisitorId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What one copy of the shop's people has of its own: ids of visitors and events, addresses, keys of
 * carts, ends of names, and its time, some minutes before the pattern's. Two ways to make one must
 * agree: the generator writes the events of a copy, {@link ProfilesCopies} turns rows of the
 * pattern into rows of a copy.
 *
 * @param number from 0, or -1 for the pattern that copies are made of
 * @param copies how many there are
 */
record ShopCopy(int number, int copies) {
  /** Stands in texts of the pattern, and nowhere else, where a copy has its number. */
  static final String MARK = "zqxq";

  /** Ends the last names of the pattern. */
  static final String NAME_MARK = "Zqx";

  /** What ends them in copies. */
  static final List<String> NAME_ENDS =
      List.of(
          "", "eau", "ier", "et", "ot", "on", "elle", "ard", "in", "aud", "oux", "an", "ec", "y",
          "as", "ez", "mann", "sen", "ini", "ski");

  private static final int PATTERN = 0x7e57;
  private static final long SHIFT = Duration.ofSeconds(61).toMillis();

  /** The one that the others are made of. */
  static ShopCopy pattern(int copies) {
    return new ShopCopy(-1, copies);
  }

  /** Visitors of a copy follow one another: their rows are written at the end of a table. */
  int visitorPrefix() {
    return number < 0 ? PATTERN : (int) (65_536L * number / copies);
  }

  VisitorId visitor(long high, long low) {
    return new VisitorId(
        new UUID(((long) visitorPrefix() << 48) | (high & 0x0000_ffff_ffff_ffffL), low));
  }

  /** The last four bytes. */
  int eventSuffix() {
    return number < 0 ? PATTERN << 16 : number;
  }

  UUID event(long high, long low) {
    return new UUID(high, (low & 0xffff_ffff_0000_0000L) | Integer.toUnsignedLong(eventSuffix()));
  }

  String mark() {
    return number < 0 ? MARK : Integer.toString(number);
  }

  String nameEnd() {
    return number < 0 ? NAME_MARK : NAME_ENDS.get(number % NAME_ENDS.size());
  }

  /** How many milliseconds earlier than in the pattern all of it happens. */
  long shift() {
    return number < 0 ? 0 : (long) (number * 37 % copies) * SHIFT;
  }
}
