package io.piste.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
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
 *
 * <p>A shop's own server that passes visitors on has no address that anybody could list; it brings
 * a key in X-Piste-Proxy. Then the first entry of each header counts, for it writes them itself and
 * proxies behind it add to them. That holds below {@code /p/} alone, and the key is cut off.
 */
final class ForwardedRequest implements HttpConfiguration.Customizer {
  private static final String PROTO = "X-Forwarded-Proto";
  private static final String HOST = "X-Forwarded-Host";
  private static final String FOR = "X-Forwarded-For";
  private static final String KEY = "X-Piste-Proxy";
  private static final String PUBLIC = "/p/";

  private final List<Network> trusted;
  private final PassedOn passedOn;
  private final Counter believed;
  private final Counter ignored;

  ForwardedRequest(List<Network> trusted, PassedOn passedOn, MeterRegistry meters) {
    this.trusted = List.copyOf(trusted);
    this.passedOn = passedOn;
    this.believed = counter(meters, "believed");
    this.ignored = counter(meters, "ignored");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("piste.proxied")
        .description("Requests that came with a key in X-Piste-Proxy")
        .tag("outcome", outcome)
        .register(meters);
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    ConnectionMetaData connection = request.getConnectionMetaData();
    if (!(connection.getRemoteSocketAddress() instanceof InetSocketAddress peer)) {
      return request;
    }
    String key = request.getHeaders().get(KEY);
    if (key == null) {
      return isTrusted(peer.getAddress()) ? seen(request, peer, Words.LAST) : request;
    }
    Request cut = withHeaders(request, HttpFields.build(request.getHeaders()).remove(KEY));
    if (isPassedOn(request, key)) {
      believed.increment();
      return seen(cut, peer, Words.FIRST);
    }
    ignored.increment();
    return isTrusted(peer.getAddress()) ? seen(cut, peer, Words.LAST) : cut;
  }

  private boolean isPassedOn(Request request, String key) {
    String path = request.getHttpURI().getCanonicalPath();
    HostPort host = authority(request, Words.FIRST);
    return path != null
        && path.startsWith(PUBLIC)
        && host != null
        && address(request).isPresent()
        && passedOn.isBy(key, host.getHost().toLowerCase(Locale.ROOT));
  }

  /** The client, in the words of who brings a key. */
  private static Optional<InetAddress> address(Request request) {
    return Words.FIRST.of(request, FOR).flatMap(Hop::address);
  }

  private Request seen(Request request, InetSocketAddress peer, Words words) {
    // As a rule a proxy hands on the host, and says nothing more: then nothing needs to be copied.
    boolean moved = says(request, PROTO) || says(request, HOST);
    HttpURI uri = moved ? forwardedUri(request, words) : request.getHttpURI();
    HttpFields headers = moved ? withHost(request.getHeaders(), uri) : request.getHeaders();
    InetSocketAddress client =
        words == Words.FIRST
            ? new InetSocketAddress(address(request).orElse(peer.getAddress()), 0)
            : client(request, peer);
    ConnectionMetaData seen =
        new Seen(request.getConnectionMetaData(), client, uri, isTrusted(client.getAddress()));
    return new Request.Wrapper(request) {
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

  private static Request withHeaders(Request request, HttpFields.Mutable fields) {
    HttpFields headers = fields.asImmutable();
    return new Request.Wrapper(request) {
      @Override
      public HttpFields getHeaders() {
        return headers;
      }
    };
  }

  /** Which of several entries counts. */
  private enum Words {
    /** That of who brings a key, who writes the headers anew. */
    FIRST,
    /** That of the proxy that we trust. */
    LAST;

    Optional<String> of(Request request, String header) {
      List<String> values = request.getHeaders().getCSV(header, false);
      return values.isEmpty()
          ? Optional.empty()
          : Optional.of((this == FIRST ? values.getFirst() : values.getLast()).strip());
    }
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

  private static HttpURI forwardedUri(Request request, Words words) {
    HttpURI uri = request.getHttpURI();
    String scheme =
        words
            .of(request, PROTO)
            .filter(word -> word.equals("http") || word.equals("https"))
            .orElse(uri.getScheme());
    HostPort authority = authority(request, words);
    return authority == null
        ? HttpURI.build(uri).scheme(scheme).asImmutable()
        : HttpURI.build(uri)
            .scheme(scheme)
            .host(authority.getHost())
            .port(authority.getPort())
            .asImmutable();
  }

  private static @Nullable HostPort authority(Request request, Words words) {
    Optional<String> host = words.of(request, HOST);
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
    List<String> hops = request.getHeaders().getCSV(FOR, false);
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
