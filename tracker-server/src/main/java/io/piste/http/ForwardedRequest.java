package io.piste.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/**
 * A request as the first proxy got it. X-Forwarded headers count only when they come from a trusted
 * proxy, and of X-Forwarded-For the last entry that is no trusted proxy counts: entries before it
 * are the client's own words. The header Forwarded (RFC 7239) is not read: a proxy that sets only
 * the one passes the client's own words in the other.
 */
final class ForwardedRequest implements HttpConfiguration.Customizer {
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String HOST = "X-Forwarded-Host";

  private final List<Network> trusted;

  ForwardedRequest(List<Network> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (!(connection.getRemoteSocketAddress() instanceof InetSocketAddress peer)
        || !isTrusted(peer.getAddress())) {
      return request;
    }
    // As a rule a proxy hands on the host, and says nothing more: then nothing needs to be copied.
    boolean moved = says(request, PROTO) || says(request, HOST);
    HttpURI uri = moved ? forwardedUri(request) : request.getHttpURI();
    HttpFields headers = moved ? withHost(request.getHeaders(), uri) : request.getHeaders();
    InetSocketAddress client = client(request, peer);
    return new Request.Wrapper(request) {
      private final ConnectionMetaData seen =
          new Seen(connection, client, uri, isTrusted(client.getAddress()));

      @Override
      public HttpURI getHttpURI() {
        return uri;
      }

      @Override
      public HttpFields getHeaders() {
        return headers;
      }

      @Override
      public ConnectionMetaData getConnectionMetaData() {
        return seen;
      }
    };
  }

  private static boolean says(Request request, String header) {
    return request.getHeaders().contains(header);
  }

  /** Jetty refuses a request whose Host header names another host than its address. */
  private static HttpFields withHost(HttpFields headers, HttpURI uri) {
    if (uri.getHost() == null) {
      return headers;
    }
    return HttpFields.build(headers)
        .put(HttpHeader.HOST, HostPort.normalizeHost(uri.getHost()) + port(uri))
        .asImmutable();
  }

  private static String port(HttpURI uri) {
    return uri.getPort() > 0 ? ":" + uri.getPort() : "";
  }

  private HttpURI forwardedUri(Request request) {
    HttpURI uri = request.getHttpURI();
    String scheme =
        last(request, PROTO)
            .filter(word -> word.equals("http") || word.equals("https"))
            .orElse(uri.getScheme());
    HostPort authority = authority(request);
    return authority == null
        ? HttpURI.build(uri).scheme(scheme).asImmutable()
        : HttpURI.build(uri)
            .scheme(scheme)
            .host(authority.getHost())
            .port(authority.getPort())
            .asImmutable();
  }

  private static @Nullable HostPort authority(Request request) {
    Optional<String> host = last(request, HOST);
    if (host.isEmpty()) {
      return null;
    }
    try {
      return new HostPort(host.get());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private InetSocketAddress client(Request request, InetSocketAddress peer) {
    List<String> hops = request.getHeaders().getCSV("X-Forwarded-For", false);
    InetSocketAddress client = peer;
    for (String hop : hops.reversed()) {
      Optional<InetAddress> address = Hop.address(hop);
      if (address.isEmpty()) {
        return client;
      }
      client = new InetSocketAddress(address.get(), 0);
      if (!isTrusted(address.get())) {
        return client;
      }
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private static Optional<String> last(Request request, String header) {
    List<String> values = request.getHeaders().getCSV(header, false);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast().strip());
  }

  /** The connection as the client sees it. */
  static final class Seen extends ConnectionMetaData.Wrapper {
    private final InetSocketAddress client;
    private final HttpURI uri;
    private final boolean proxyAlone;

    Seen(ConnectionMetaData wrapped, InetSocketAddress client, HttpURI uri, boolean proxyAlone) {
      super(wrapped);
      this.client = client;
      this.uri = uri;
      this.proxyAlone = proxyAlone;
    }

    /** Whether no address is known but the proxies' own. */
    boolean isProxyAlone() {
      return proxyAlone;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return client;
    }

    @Override
    public boolean isSecure() {
      return "https".equals(uri.getScheme());
    }
  }
}
