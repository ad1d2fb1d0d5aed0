package io.piste.install;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A tag of the tracker in a page.
 *
 * @param place whether a browser runs it
 * @param held what holds it back, such as a type; empty where nothing does
 * @param src null where it names no web address
 * @param site the public id that it names; empty where it names none
 */
record FoundTag(
    Place place, String held, @Nullable URI src, String site, boolean bannerOff, Attributes more) {
  /** Where it stands. */
  enum Place {
    /** A browser runs it. */
    LIVE,
    /** Cloudflare's Rocket Loader runs it later, and for some browsers not at all. */
    DEFERRED,
    /** Another tool decides whether and when it runs. */
    HELD_BACK,
    /** In a comment. */
    COMMENT,
    /** In a noscript or template element. */
    INERT,
    /** Shown to visitors as words: it was pasted into an editor for text. */
    TEXT
  }

  /** What a policy asks about it. */
  record Attributes(String nonce, String integrity) {
    private static final int LONGEST = 500;

    static final Attributes NONE = new Attributes("", "");

    Attributes {
      nonce = cut(nonce);
      integrity = cut(integrity);
    }

    private static String cut(String text) {
      return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
  }

  static FoundTag lost(Place place) {
    return new FoundTag(place, "", null, "", false, Attributes.NONE);
  }

  boolean runs() {
    return place == Place.LIVE || place == Place.DEFERRED;
  }
}
