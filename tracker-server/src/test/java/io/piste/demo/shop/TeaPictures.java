package io.piste.demo.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pictures of the teas, painted when first asked for and kept. */
final class TeaPictures {
  private final Map<String, byte[]> painted = new ConcurrentHashMap<>();

  /** A JPEG of 480 by 480 pixels. */
  byte[] of(Tea tea) {
    return painted.computeIfAbsent(tea.slug(), slug -> new TeaPainter(tea).paint());
  }
}
