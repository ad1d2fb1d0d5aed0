package io.piste.fetch;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Makes the client, with everything off that a hostile server could use. */
final class Clients {
  /** Of a header line, in characters, and of headers. */
  private static final int LONGEST_LINE = 32 * 1024;

  private static final int MOST_HEADERS = 200;
  private static final int MOST_AT_ONCE = 40;
  private static final int MOST_AT_ONE_HOST = 10;

  private Clients() {}

  static CloseableHttpClient make(
      DnsResolver names, @Nullable SSLContext trust, Duration patience) {
    return HttpClients.custom()
        .setConnectionManager(connections(names, trust, patience))
        .setUserAgent(GuardedFetch.AGENT)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout(patience))
                .setResponseTimeout(timeout(patience))
                .build())
        // Each connection is looked up and checked anew.
        .setConnectionReuseStrategy((request, response, context) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      DnsResolver names, @Nullable SSLContext trust, Duration patience) {
    PoolingHttpClientConnectionManagerBuilder builder =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(names)
            .setMaxConnTotal(MOST_AT_ONCE)
            .setMaxConnPerRoute(MOST_AT_ONE_HOST)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout(patience.dividedBy(2)))
                    .setSocketTimeout(timeout(patience))
                    .build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build());
    if (trust != null) {
      builder.setTlsSocketStrategy(new DefaultClientTlsStrategy(trust));
    }
    return builder.build();
  }

  private static Timeout timeout(Duration time) {
    return Timeout.of(time);
  }
}
