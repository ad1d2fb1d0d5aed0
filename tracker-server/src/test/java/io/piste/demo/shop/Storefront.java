package io.piste.demo.shop;

import java.net.URI;

/**
 * One address under which the shop stands, as a site of the tracker.
 *
 * @param host without the port, such as www.shop.localhost
 * @param siteId the public id that its pages carry
 * @param trackerUrl where its pages load the scripts from, without a slash at the end
 * @param connectorKey with which the shop's server asks the tracker
 * @param placement how the tracker is reached
 */
public record Storefront(
    String host, String siteId, String trackerUrl, String connectorKey, Placement placement) {

  /** Where the tracker stands, seen from the page. */
  public enum Placement {
    /** On a subdomain of the shop: same site, another origin. */
    SUBDOMAIN,
    /** On the shop's own host: the shop passes /p/ on. */
    OWN_HOST,
    /** On another site altogether, and the shop restores carts from the page. */
    OTHER_SITE
  }

  /** True when carts are restored by the page, without the shop's server asking the tracker. */
  boolean restoresFromPage() {
    return placement == Placement.OTHER_SITE;
  }

  /** The tracker's origin for a content security policy. */
  String trackerOrigin() {
    URI uri = URI.create(trackerUrl);
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
