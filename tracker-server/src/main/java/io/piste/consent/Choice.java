package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import io.piste.site.Site;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided in the dialog, checked.
 *
 * @param text what they were shown
 * @param granted ids out of those of the text, in its order
 * @param page origin and path of the page, no query (rule P2)
 * @param previous the choice that this one replaces, as far as the page knows
 * @param presented the visitors that the browser can prove to be
 * @param token the visitor token that the page sent, checked or not
 */
record Choice(
    Site site,
    ConsentText text,
    List<String> granted,
    How how,
    boolean gpc,
    String page,
    @Nullable ConsentId previous,
    Set<VisitorId> presented,
    @Nullable String token) {
  Choice {
    granted = List.copyOf(granted);
    presented = Set.copyOf(presented);
  }

  /** Those of our own purposes that were granted. */
  Set<Purpose> ours() {
    return Purpose.among(granted);
  }

  /** The same by another act. */
  Choice as(How act) {
    return new Choice(site, text, granted, act, gpc, page, previous, presented, token);
  }

  /** What was asked for and not granted. */
  List<String> refused() {
    return text.purposes().stream().filter(id -> !granted.contains(id)).toList();
  }
}
