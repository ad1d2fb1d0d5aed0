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
 * @param keyVersion raising it revokes the connector key and the identity secret
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
}
