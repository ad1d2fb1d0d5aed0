package io.piste.automation;

import static io.piste.db.LockConflicts.retried;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.ContactId;
import io.piste.cart.Carts;
import io.piste.cart.StoredCart;
import io.piste.contact.Owner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Finds carts that were left and begins their sequences, or notes why not. Cart and enrolment
 * change in one transaction, so no left cart is forgotten and none counted twice. Several processes
 * may run it at once.
 */
public final class TriggerRunner {
  private static final int BATCH = 50;

  private final Jdbi jdbi;
  private final Carts carts;
  private final CartRules rules;
  private final CartSequences sequences;
  private final CartSettings settings;
  private final InstantSource clock;
  private final MeterRegistry meters;

  /** Looks for nothing yet. */
  public TriggerRunner(
      Jdbi jdbi,
      Carts carts,
      CartRules rules,
      CartSequences sequences,
      CartSettings settings,
      InstantSource clock,
      MeterRegistry meters) {
    this.jdbi = jdbi;
    this.carts = carts;
    this.rules = rules;
    this.sequences = sequences;
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  /** Looks once; true when there may be more. */
  public boolean runOnce() {
    List<String> verdicts =
        retried(
            () ->
                jdbi.inTransaction(
                    // The latest of other processes' decisions must be seen behind the lock.
                    TransactionIsolationLevel.READ_COMMITTED, this::look));
    verdicts.forEach(verdict -> meters.counter("piste.carts.left", "verdict", verdict).increment());
    return verdicts.size() == BATCH;
  }

  private List<String> look(Handle handle) {
    Instant now = clock.instant();
    Instant idleSince = now.minus(settings.abandonedAfter());
    List<String> verdicts = new ArrayList<>();
    for (StoredCart cart : carts.abandonIdle(handle, idleSince, now, BATCH)) {
      verdicts.add(decide(handle, cart, now).map(Reason::word).orElse("enrolled"));
    }
    return verdicts;
  }

  private Optional<Reason> decide(Handle handle, StoredCart cart, Instant now) {
    Optional<Owner> owner = rules.owner(handle, cart);
    Optional<ContactId> contact = owner.map(Owner::contact);
    Optional<Reason> against =
        rules
            .againstSite(cart.site())
            .or(() -> rules.againstCart(handle, cart))
            .or(() -> rules.againstOwner(owner))
            .or(() -> rules.againstPerson(handle, cart.site(), contact.orElseThrow()))
            .or(() -> sequences.begin(handle, cart, contact.orElseThrow(), now));
    against.ifPresent(reason -> sequences.refuse(handle, cart, contact.orElse(null), reason));
    return against;
  }
}
