package io.piste.segment;

import java.util.Arrays;

/**
 * Numbers of contacts, each once, the lowest first. A million of them take 8 MB and some
 * milliseconds to be joined or left out (docs/adr/0094). Immutable.
 */
final class ContactSet {
  static final ContactSet NONE = new ContactSet(new long[0], 0);

  private final long[] ids;
  private final int size;

  private ContactSet(long[] ids, int size) {
    this.ids = ids;
    this.size = size;
  }

  /** Of numbers in any order, perhaps some of them more than once; takes the array over. */
  static ContactSet of(long[] found, int count) {
    if (!isSorted(found, count)) {
      Arrays.sort(found, 0, count);
    }
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (size == 0 || found[size - 1] != found[i]) {
        found[size++] = found[i];
      }
    }
    return new ContactSet(found, size);
  }

  private static boolean isSorted(long[] found, int count) {
    for (int i = 1; i < count; i++) {
      if (found[i - 1] > found[i]) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long get(int index) {
    return ids[index];
  }

  boolean contains(long id) {
    return Arrays.binarySearch(ids, 0, size, id) >= 0;
  }

  long[] toArray() {
    return Arrays.copyOf(ids, size);
  }

  /** Those up to the number at an index, that one left out. */
  ContactSet part(int from, int to) {
    return new ContactSet(Arrays.copyOfRange(ids, from, to), to - from);
  }

  /** Those of both. */
  ContactSet and(ContactSet other) {
    long[] both = new long[Math.min(size, other.size)];
    int count = 0;
    int j = 0;
    for (int i = 0; i < size; i++) {
      while (j < other.size && other.ids[j] < ids[i]) {
        j++;
      }
      if (j < other.size && other.ids[j] == ids[i]) {
        both[count++] = ids[i];
      }
    }
    return new ContactSet(both, count);
  }

  /** Those of this one that are not of the other. */
  ContactSet without(ContactSet other) {
    if (other.isEmpty()) {
      return this;
    }
    long[] left = new long[size];
    int count = 0;
    int j = 0;
    for (int i = 0; i < size; i++) {
      while (j < other.size && other.ids[j] < ids[i]) {
        j++;
      }
      if (j == other.size || other.ids[j] != ids[i]) {
        left[count++] = ids[i];
      }
    }
    return new ContactSet(left, count);
  }

  /** Those of one or both. */
  ContactSet or(ContactSet other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    long[] all = new long[size + other.size];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < size || j < other.size) {
      boolean mine = j == other.size || (i < size && ids[i] <= other.ids[j]);
      boolean theirs = i == size || (j < other.size && other.ids[j] <= ids[i]);
      all[count++] = mine ? ids[i] : other.ids[j];
      i += mine ? 1 : 0;
      j += theirs ? 1 : 0;
    }
    return new ContactSet(all, count);
  }

  /** As JSON, for JSON_TABLE. */
  String json() {
    StringBuilder json = new StringBuilder(size * 9 + 2).append('[');
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        json.append(',');
      }
      json.append(ids[i]);
    }
    return json.append(']').toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContactSet set && Arrays.equals(ids, 0, size, set.ids, 0, set.size);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toArray());
  }

  @Override
  public String toString() {
    return json();
  }
}
