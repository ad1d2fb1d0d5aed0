package io.piste.privacy;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An address without its last part: 24 bits of IPv4, 48 of IPv6 are left (rule D9). No part of
 * Piste that decides, counts or looks up works with more of an address than this; what was cut off
 * cannot be found again. It lives in memory: it is neither stored nor logged.
 *
 * @param bits what is left, with 4 or 6 above it
 */
public record CoarseAddress(long bits) {
  private static final int BYTES_4 = 3;
  private static final int BYTES_6 = 6;
  private static final int FAMILY = BYTES_6 * Byte.SIZE;

  /** Cuts an address. */
  public static CoarseAddress of(InetAddress address) {
    byte[] whole = address.getAddress();
    boolean four = whole.length == 4;
    int kept = four ? BYTES_4 : BYTES_6;
    long network = 0;
    for (int i = 0; i < kept; i++) {
      network = (network << Byte.SIZE) | (whole[i] & 0xFF);
    }
    return new CoarseAddress(network | ((four ? 4L : 6L) << FAMILY));
  }

  /** The first address of the network. */
  public InetAddress network() {
    boolean four = (bits >>> FAMILY) == 4;
    byte[] whole = new byte[four ? 4 : 16];
    int kept = four ? BYTES_4 : BYTES_6;
    for (int i = 0; i < kept; i++) {
      whole[i] = (byte) (bits >>> (Byte.SIZE * (kept - 1 - i)));
    }
    try {
      return InetAddress.getByAddress(whole);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are always an address", e);
    }
  }
}
