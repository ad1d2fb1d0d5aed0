package io.piste.collect;

import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;

/** Whom visitors are proved to be. */
@FunctionalInterface
public interface Recognised {
  /** Nobody is known. */
  Recognised NOBODY = (site, visitor, email) -> false;

  /** Whether the visitor is proved to be somebody now, who is not the person of the address. */
  boolean asSomebodyElse(SiteId site, VisitorId visitor, EmailAddress email);
}
