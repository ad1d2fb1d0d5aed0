package io.piste.install;

/** What forwards the folder of the tracker; the same lines as in docs/proxies.md. */
final class ProxyLines {
  static final String NGINX =
      """
      location /p/ {
          proxy_pass http://127.0.0.1:8080;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header Host $http_host;
          proxy_set_header X-Forwarded-Host $http_host;
          proxy_set_header X-Forwarded-Proto $scheme;
          proxy_set_header X-Forwarded-For $remote_addr;
      }""";

  static final String APACHE =
      """
      ProxyPreserveHost On
      ProxyPass "/p/" "http://127.0.0.1:8080/p/"
      <Location "/p/">
          RequestHeader unset X-Forwarded-For early
          RequestHeader set X-Forwarded-Proto "expr=%{REQUEST_SCHEME}"
      </Location>""";

  static final String CADDY =
      """
      handle /p/* {
          reverse_proxy 127.0.0.1:8080
      }""";

  private ProxyLines() {}

  /** All three, one after the other. */
  static String all() {
    return "# nginx\n" + NGINX + "\n\n# Apache\n" + APACHE + "\n\n# Caddy\n" + CADDY;
  }
}
