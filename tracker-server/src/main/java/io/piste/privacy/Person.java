package io.piste.privacy;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks what a site keeps about them.
 *
 * @param contact null when the address is no contact's
 * @param visitors the browsers of the site that the address was ever linked to
 */
public record Person(
    SiteId site, EmailAddress email, @Nullable ContactId contact, Set<VisitorId> visitors) {
  public Person {
    visitors = Set.copyOf(visitors);
  }
}
