package io.piste.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Looks names up. */
@FunctionalInterface
interface Names {
  /** All addresses of a name, or the one that is written as a number. */
  InetAddress[] addressesOf(String host) throws UnknownHostException;

  /** As the machine does it; names below localhost are this machine wherever they are asked. */
  static InetAddress[] system(String host) throws UnknownHostException {
    return host.endsWith(".localhost")
        ? new InetAddress[] {InetAddress.getLoopbackAddress()}
        : InetAddress.getAllByName(host);
  }
}
