package io.piste.http;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Optional;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.server.ConnectionMetaData;

/** Where a request comes from, as far as the trusted proxies tell. */
public final class ClientAddress {
  private ClientAddress() {}

  /**
   * The address of whoever asked the first proxy. Empty when that is a trusted proxy itself, which
   * does not say for whom it asks: its address is nobody's, and half the world may share it.
   */
  public static Optional<InetAddress> of(HttpServletRequest request) {
    if (!(request instanceof ServletApiRequest jetty)) {
      return Optional.of(InetAddress.ofLiteral(request.getRemoteAddr()));
    }
    // Not by getRemoteAddr(): that writes the address out only for us to read it again.
    ConnectionMetaData connection = jetty.getRequest().getConnectionMetaData();
    if (connection instanceof ForwardedRequest.Seen seen && seen.isProxyAlone()) {
      return Optional.empty();
    }
    SocketAddress remote = connection.getRemoteSocketAddress();
    return remote instanceof InetSocketAddress internet
        ? Optional.ofNullable(internet.getAddress())
        : Optional.empty();
  }
}
