package io.piste.visit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Which paths a session saw, as hashes: up to 64 of them, since the row is written with every page.
 * A page beyond that counts no visit. Immutable.
 */
final class PathSet {
  static final PathSet EMPTY = new PathSet(new int[0]);
  static final int MOST = 64;

  private final int[] hashes;

  private PathSet(int[] hashes) {
    this.hashes = hashes;
  }

  static PathSet of(byte[] stored) {
    if (stored.length == 0) {
      return EMPTY;
    }
    int[] hashes = new int[stored.length / Integer.BYTES];
    ByteBuffer.wrap(stored).asIntBuffer().get(hashes);
    return new PathSet(hashes);
  }

  byte[] bytes() {
    ByteBuffer bytes = ByteBuffer.allocate(hashes.length * Integer.BYTES);
    bytes.asIntBuffer().put(hashes);
    return bytes.array();
  }

  boolean contains(String path) {
    return contains(hash(path));
  }

  /** This one with a path more, or this one when it is full or the path is there. */
  PathSet with(String path) {
    return with(hash(path));
  }

  PathSet with(PathSet other) {
    PathSet all = this;
    for (int hash : other.hashes) {
      all = all.with(hash);
    }
    return all;
  }

  private PathSet with(int hash) {
    if (hashes.length >= MOST || contains(hash)) {
      return this;
    }
    int[] more = Arrays.copyOf(hashes, hashes.length + 1);
    more[hashes.length] = hash;
    return new PathSet(more);
  }

  private boolean contains(int hash) {
    for (int each : hashes) {
      if (each == hash) {
        return true;
      }
    }
    return false;
  }

  // FNV-1a: short texts that differ in two letters do not fall together, as with String.hashCode.
  private static int hash(String path) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x01000193;
    }
    return hash;
  }
}
