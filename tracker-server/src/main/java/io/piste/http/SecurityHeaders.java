package io.piste.http;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Headers that every answer carries. The policy suits JSON and scripts: whoever answers pages sets
 * one that lets them show.
 */
final class SecurityHeaders implements HttpConfiguration.Customizer {
  /** Encoded once, for they stand in every answer. */
  private static final List<HttpField> FIELDS =
      List.of(
          new PreEncodedHttpField("X-Content-Type-Options", "nosniff"),
          new PreEncodedHttpField("X-Frame-Options", "DENY"),
          new PreEncodedHttpField("Referrer-Policy", "no-referrer"),
          new PreEncodedHttpField(
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    add(responseHeaders);
    return request;
  }

  static void add(HttpFields.Mutable headers) {
    for (HttpField field : FIELDS) {
      headers.put(field);
    }
  }
}
