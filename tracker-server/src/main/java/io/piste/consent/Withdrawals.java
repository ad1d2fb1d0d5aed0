package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Told when somebody takes consent back, in the transaction that writes it down. */
@FunctionalInterface
public interface Withdrawals {
  /** Nobody listens. */
  Withdrawals UNHEARD = (handle, taken) -> {};

  /**
   * What was taken back.
   *
   * @param consent the id under which it was granted: the one in the visitor's cookie until now
   * @param purposes those that were granted and are no more; never empty
   */
  record Taken(SiteId site, ConsentId consent, Set<Purpose> purposes, Instant at) {
    public Taken {
      purposes = Set.copyOf(purposes);
    }
  }

  /** Takes note of it; what it writes holds if and only if the withdrawal does. */
  void withdrawn(Handle handle, Taken taken);
}
