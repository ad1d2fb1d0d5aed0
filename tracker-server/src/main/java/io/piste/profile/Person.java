package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.visit.VisitorSpan;
import java.util.List;

/**
 * A contact of a site with what was looked at to settle the profile. Never one that is restricted,
 * was merged into another or is not there any more.
 *
 * @param spans the stretches of visitors' time that are the contact's
 * @param acts what was done in these, oldest first, of those kinds that somebody needs; none of
 *     visitors who allow no profile
 */
public record Person(
    SiteId site,
    ContactId contact,
    List<VisitorSpan> spans,
    List<ProfileAct> acts,
    Profile profile) {
  public Person {
    spans = List.copyOf(spans);
    acts = List.copyOf(acts);
  }
}
