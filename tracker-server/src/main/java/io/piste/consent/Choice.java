package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import io.piste.site.Site;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided in the dialog, checked.
 *
 * @param text what they were shown
 * @param page origin and path of the page, no query (rule P2)
 * @param previous the choice that this one replaces, as far as the page knows
 * @param presented the visitors that the browser can prove to be
 * @param token the visitor token that the page sent, checked or not
 */
record Choice(
    Site site,
    ConsentText text,
    Set<Purpose> granted,
    How how,
    boolean gpc,
    String page,
    @Nullable ConsentId previous,
    Set<VisitorId> presented,
    @Nullable String token) {
  Choice {
    granted = Set.copyOf(granted);
    presented = Set.copyOf(presented);
  }
}
