package io.piste.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves for the client, which connects to what it is given here and asks for no name again: a
 * DNS that answers otherwise the second time changes nothing. One address that is not let through
 * makes the whole name forbidden.
 */
final class GuardedNames implements DnsResolver {
  /** A name that leads where nobody may be sent. */
  static final class Forbidden extends UnknownHostException {
    Forbidden(String message) {
      super(message);
    }
  }

  private final Names names;
  private final AddressGuard guard;

  GuardedNames(Names names, AddressGuard guard) {
    this.names = names;
    this.guard = guard;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = names.addressesOf(host);
    if (found.length == 0 || !Arrays.stream(found).allMatch(guard::lets)) {
      throw new Forbidden(
          Arrays.stream(found).map(InetAddress::getHostAddress).collect(Collectors.joining(" ")));
    }
    return found;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
