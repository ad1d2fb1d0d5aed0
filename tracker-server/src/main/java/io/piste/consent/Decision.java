package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A choice on record.
 *
 * @param visitor nobody when everything was refused
 * @param newcomer whether the visitor was made for this choice
 */
record Decision(
    ConsentId id,
    Set<Purpose> granted,
    @Nullable VisitorId visitor,
    boolean newcomer,
    Instant decidedAt) {
  Decision {
    granted = Set.copyOf(granted);
  }
}
