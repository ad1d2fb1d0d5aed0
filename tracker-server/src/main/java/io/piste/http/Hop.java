package io.piste.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * An entry of X-Forwarded-For. Besides bare addresses proxies write {@code 203.0.113.7:4711},
 * {@code [2001:db8::7]} and {@code [2001:db8::7]:4711}.
 */
final class Hop {
  private Hop() {}

  /** Its address; never asks the DNS. Empty when it is none, such as {@code unknown}. */
  static Optional<InetAddress> address(String entry) {
    try {
      return Optional.of(InetAddress.ofLiteral(withoutPort(entry)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String withoutPort(String entry) {
    if (entry.startsWith("[")) {
      int end = entry.indexOf(']');
      return end < 0 ? entry : entry.substring(1, end);
    }
    int colon = entry.indexOf(':');
    boolean single = colon > 0 && colon == entry.lastIndexOf(':');
    return single ? entry.substring(0, colon) : entry;
  }
}
