package io.piste.install;

import java.util.Locale;

/** What is looked at, in the order in which a browser meets it. */
public enum Point {
  /** The page answers, with HTML. */
  PAGE,
  /** It belongs to the site. */
  DOMAIN,
  /** It is not an old one from a cache. */
  CACHE,
  /** It carries the tag, and the browser will run it. */
  TAG,
  /** The tag names this site. */
  SITE,
  /** The script is there and ours. */
  SCRIPT,
  /** So is the banner. */
  BANNER,
  /** What pages send reaches this server. */
  ENDPOINT,
  /** The page's policy lets all of that happen. */
  POLICY;

  /** In texts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
