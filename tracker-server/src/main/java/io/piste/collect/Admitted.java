package io.piste.collect;

import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import java.util.Set;

/** A visitor who proved to be one, and what they allow; at least one purpose. */
record Admitted(VisitorId visitor, Set<Purpose> purposes) {
  Admitted {
    purposes = Set.copyOf(purposes);
  }
}
