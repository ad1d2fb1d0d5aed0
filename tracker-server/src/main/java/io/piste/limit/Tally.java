package io.piste.limit;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts by key within windows of time, in one array of fixed size: no memory grows and nothing is
 * cleaned up, however many keys come. A key may sit in one of four places; when all four are taken
 * by others in the same window, the newcomer takes the place of the one that counted least, so
 * those who count much stay known. Fails open: with more busy keys than places the quiet ones are
 * counted too low. Two keys are taken for one about once in 250,000 pairs that share their places.
 * Thread-safe, without locks.
 */
public final class Tally {
  private static final int PLACES = 4;
  private static final int TAG_BITS = 20;
  private static final int WINDOW_BITS = 20;
  private static final int COUNT_BITS = 24;
  private static final int MOST = (1 << COUNT_BITS) - 1;

  private final AtomicLongArray table;
  // Nobody outside can choose keys that meet in the same places.
  private final long seed = ThreadLocalRandom.current().nextLong();

  /**
   * Makes an empty one.
   *
   * @param slots how many keys have room, 8 bytes each; a power of two, 4 or more
   */
  public Tally(int slots) {
    if (slots < PLACES || Integer.bitCount(slots) != 1) {
      throw new IllegalArgumentException("a power of two is needed, not " + slots);
    }
    this.table = new AtomicLongArray(slots);
  }

  /**
   * Adds to the count of a key and answers it as it is now, at most 16,777,215.
   *
   * @param amount 0 or more
   * @param window a number that is another one in the next window of time
   */
  public int add(long key, int amount, long window) {
    long hash = mix(key ^ seed);
    int first = (int) hash & (table.length() - 1) & -PLACES;
    // A window is known by its last 20 bits, which come again after two years of minutes.
    long owner =
        ((hash >>> (Long.SIZE - TAG_BITS)) << WINDOW_BITS) | (window & ((1 << WINDOW_BITS) - 1));
    while (true) {
      int place = place(first, owner);
      long old = table.get(place);
      int before = owner(old) == owner ? count(old) : 0;
      int after = (int) Math.min(MOST, (long) before + amount);
      if (table.compareAndSet(place, old, (owner << COUNT_BITS) | after)) {
        return after;
      }
    }
  }

  /** Where the owner sits, or else whom it may push away. */
  private int place(int first, long owner) {
    int best = first;
    int least = Integer.MAX_VALUE;
    for (int i = first; i < first + PLACES; i++) {
      long word = table.get(i);
      if (owner(word) == owner) {
        return i;
      }
      int worth = sameWindow(owner(word), owner) ? count(word) : -1;
      if (worth < least) {
        least = worth;
        best = i;
      }
    }
    return best;
  }

  private static long owner(long word) {
    return word >>> COUNT_BITS;
  }

  private static int count(long word) {
    return (int) word & MOST;
  }

  private static boolean sameWindow(long one, long other) {
    return (one ^ other) << (Long.SIZE - WINDOW_BITS) == 0;
  }

  /** Spreads every bit of a key over all of the hash (MurmurHash3's last step). */
  private static long mix(long key) {
    long h = key;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
