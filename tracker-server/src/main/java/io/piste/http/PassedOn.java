package io.piste.http;

/**
 * Who may pass visitors' requests on although its address is no trusted proxy's: it shows a key
 * with each of them. Asked for requests that bring one, and for no others.
 */
@FunctionalInterface
public interface PassedOn {
  /** Nobody. */
  PassedOn BY_NOBODY = (key, host) -> false;

  /**
   * Whether the key opens this, for that host.
   *
   * @param key as it came, from anybody
   * @param host that the visitor asked, as the bringer of the key says, without a port
   */
  boolean isBy(String key, String host);
}
