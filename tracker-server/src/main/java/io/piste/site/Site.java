package io.piste.site;

import io.piste.base.SiteId;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property whose visitors are followed.
 *
 * @param publicId what pages carry
 * @param language of mails and banner where nothing better is known: fr or en
 * @param trackerUrl where its pages load the scripts from, without a slash at the end
 * @param cookieDomain the common parent of page and tracker host, when the tracker is on a
 *     subdomain
 * @param restoreUrl the shop's page that fills a cart again; carts cannot be recovered without it
 * @param origins scheme://host[:port] of its pages: events from elsewhere are refused
 * @param keyVersion raising it revokes the connector keys and the identity secret
 */
public record Site(
    SiteId id,
    String publicId,
    String name,
    String language,
    ZoneId timeZone,
    String trackerUrl,
    @Nullable String cookieDomain,
    @Nullable String restoreUrl,
    @Nullable String privacyUrl,
    @Nullable String senderName,
    @Nullable String senderEmail,
    @Nullable String postalAddress,
    boolean cartRecovery,
    int keyVersion,
    List<String> origins) {
  public Site {
    origins = List.copyOf(origins);
  }

  /**
   * Whether pages of this origin (as the browser's {@code Origin} header has it) are the site's.
   */
  public boolean lists(String origin) {
    return origins.contains(origin);
  }

  /**
   * Whether a host is the site's own: that of one of its pages, or one below its cookie domain.
   * Links and pictures that strangers send are kept only when they lead there (design, point 14).
   */
  public boolean ownsHost(String host) {
    return (cookieDomain != null && Hosts.isWithin(host, cookieDomain))
        || origins.stream().anyMatch(origin -> isOf(host, origin));
  }

  private static boolean isOf(String host, String origin) {
    int from = origin.indexOf("://") + 3;
    int end = from + host.length();
    return origin.startsWith(host, from) && (end == origin.length() || origin.charAt(end) == ':');
  }
}
