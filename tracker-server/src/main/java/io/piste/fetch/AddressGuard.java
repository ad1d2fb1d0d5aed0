package io.piste.fetch;

import io.piste.http.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be asked for somebody else: those that the whole internet can reach. Of IPv6
 * only what is given out as global unicast passes, so that a range nobody thought of is refused.
 * Java reads an IPv4 address that is mapped into IPv6 as the IPv4 address it is.
 */
final class AddressGuard {
  /** This machine and private networks: for development. */
  private static final List<Network> OURS =
      networks("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7");

  /** IANA's registries of special addresses, and where clouds answer their own machines. */
  private static final List<Network> NEVER =
      networks(
          "0.0.0.0/8", // this network
          "100.64.0.0/10", // behind a carrier's NAT
          "168.63.129.16", // Azure's own
          "169.254.0.0/16", // link-local: metadata of clouds
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.31.196.0/24", // AS112
          "192.52.193.0/24", // AMT
          "192.88.99.0/24", // 6to4 relays
          "192.175.48.0/24", // AS112
          "198.18.0.0/15", // measurements
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "2001::/23", // protocol assignments, Teredo
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: an IPv4 address in disguise
          "2620:4f:8000::/48", // AS112
          "3fff::/20"); // documentation

  private static final Network GLOBAL = network("2000::/3");

  /** Holds an IPv4 address in its last four bytes: the network translates. */
  private static final Network TRANSLATED = network("64:ff9b::/96");

  private final boolean ours;

  /** Lets what is ours pass where {@code ours} says so. */
  AddressGuard(boolean ours) {
    this.ours = ours;
  }

  boolean lets(InetAddress address) {
    if (isIn(address, OURS)) {
      return ours;
    }
    if (isIn(address, NEVER)) {
      return false;
    }
    if (!(address instanceof Inet6Address)) {
      return true;
    }
    return TRANSLATED.contains(address) ? lets(translated(address)) : GLOBAL.contains(address);
  }

  private static InetAddress translated(InetAddress address) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), 12, 16));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean isIn(InetAddress address, List<Network> networks) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String... texts) {
    return Arrays.stream(texts).map(AddressGuard::network).toList();
  }

  private static Network network(String text) {
    return Network.parse(text).orElseThrow(() -> new IllegalStateException(text));
  }
}
