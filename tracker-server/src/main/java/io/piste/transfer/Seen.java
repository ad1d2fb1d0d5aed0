package io.piste.transfer;

import java.nio.ByteBuffer;

/**
 * The addresses that a file had so far, with the line where each stood first: 12 bytes each, so
 * that two million need some 50 MB. Keyed by 64 bits of a keyed hash: in a file of two million
 * addresses two different ones are taken for one with a chance of one in ten million. Not
 * thread-safe.
 */
final class Seen {
  private long[] keys = new long[1 << 10];
  private int[] lines = new int[1 << 10];
  private int size;

  /** The line where it stood before, 0 for none; it is noted then. */
  long lineOf(byte[] hash, long line) {
    long key = ByteBuffer.wrap(hash).getLong();
    key = key == 0 ? 1 : key;
    int at = place(key);
    if (keys[at] == key) {
      return lines[at];
    }
    keys[at] = key;
    lines[at] = (int) Math.min(line, Integer.MAX_VALUE);
    size++;
    if (size * 2 > keys.length) {
      grow();
    }
    return 0;
  }

  private int place(long key) {
    int at = (int) key & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldLines = lines;
    keys = new long[oldKeys.length * 2];
    lines = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = place(oldKeys[i]);
        keys[at] = oldKeys[i];
        lines[at] = oldLines[i];
      }
    }
  }
}
