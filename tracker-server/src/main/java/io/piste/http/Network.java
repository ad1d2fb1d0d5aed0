package io.piste.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * An address or a range of them in CIDR notation.
 *
 * @param bits how many leading bits are compared
 */
public record Network(InetAddress address, int bits) {
  /** Reads {@code 10.0.0.0/8} or {@code ::1}; never asks the DNS. Empty when it is neither. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int all = address.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
      return bits < 0 || bits > all ? Optional.empty() : Optional.of(new Network(address, bits));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the other address lies within. */
  public boolean contains(InetAddress other) {
    byte[] mine = address.getAddress();
    byte[] theirs = other.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
      return false;
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || (mine[whole] ^ theirs[whole]) >>> (Byte.SIZE - rest) == 0;
  }
}
