package io.piste.base;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was lately worked out, for values that never change. Holds two generations of at most {@code
 * generation} entries: when the young one is full it becomes the old one, and the old one goes;
 * what is asked for again moves to the young one. So memory is bounded whatever strangers ask for.
 * Thread-safe, no locks on the way of a hit; the same value may be worked out twice at once.
 */
public final class RecentCache<K, V> {
  private final int generation;
  private volatile ConcurrentHashMap<K, V> young = new ConcurrentHashMap<>();
  private volatile ConcurrentHashMap<K, V> old = new ConcurrentHashMap<>();

  /** Begins empty. */
  public RecentCache(int generation) {
    this.generation = generation;
  }

  /** The value, from memory or worked out now. */
  public V get(K key, Function<? super K, ? extends V> work) {
    V known = young.get(key);
    if (known != null) {
      return known;
    }
    @Nullable V older = old.get(key);
    V value = older != null ? older : work.apply(key);
    rotateWhenFull();
    young.put(key, value);
    return value;
  }

  /** How many entries there are. */
  public long size() {
    return young.mappingCount() + old.mappingCount();
  }

  private void rotateWhenFull() {
    if (young.mappingCount() >= generation) {
      synchronized (this) {
        if (young.mappingCount() >= generation) {
          old = young;
          young = new ConcurrentHashMap<>();
        }
      }
    }
  }
}
