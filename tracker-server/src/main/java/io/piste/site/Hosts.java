package io.piste.site;

/** How host names relate. Both sides are in lower case, as {@code java.net.URI} was given them. */
public final class Hosts {
  private Hosts() {}

  /** Whether a host is the domain itself or below it. */
  public static boolean isWithin(String host, String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }
}
