package io.piste.report;

import io.piste.base.SiteId;
import io.piste.visit.Dimension;

/** A part of a site's traffic: that of one value of one dimension. */
public record TrafficSlice(SiteId site, Dimension dimension, String value) {
  /** All of it. */
  public static TrafficSlice all(SiteId site) {
    return new TrafficSlice(site, Dimension.SITE, "");
  }
}
