package io.piste.automation;

import io.piste.base.ContactId;
import io.piste.cart.Carts;
import io.piste.cart.StoredCart;
import io.piste.outbox.NewMessage;
import io.piste.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The sequences of cart mails: who gets one, which mail is next, when it ends. A person gets at
 * most one in {@link CartSettings#sequencePause}, on whatever site; of several carts left before
 * the first mail the newest one wins.
 */
public final class CartSequences {
  private final Enrolments enrolments;
  private final Outbox outbox;
  private final Carts carts;
  private final CartRules rules;
  private final CartSettings settings;
  private final InstantSource clock;

  /** Decides nothing yet. */
  public CartSequences(
      Enrolments enrolments,
      Outbox outbox,
      Carts carts,
      CartRules rules,
      CartSettings settings,
      InstantSource clock) {
    this.enrolments = enrolments;
    this.outbox = outbox;
    this.carts = carts;
    this.rules = rules;
    this.settings = settings;
    this.clock = clock;
  }

  /** Begins a sequence unless the person has, or just had, another. */
  Optional<Reason> begin(Handle handle, StoredCart cart, ContactId contact, Instant now) {
    enrolments.lock(handle, contact);
    for (Enrolment other :
        enrolments.recent(handle, contact, now.minus(settings.sequencePause()))) {
      boolean replaced =
          other.state() == EnrolmentState.RUNNING
              && other.step() == 1
              && stop(handle, other, Reason.NEWER_CART);
      if (!replaced) {
        return Optional.of(Reason.RECENT_SEQUENCE);
      }
    }
    enrolments.enrol(handle, cart, contact, dueAt(now, 1), now);
    return Optional.empty();
  }

  void refuse(Handle handle, StoredCart cart, @Nullable ContactId contact, Reason reason) {
    enrolments.refuse(handle, cart, contact, reason, clock.instant());
  }

  /** Stops a sequence and takes back what it queued; false when it had ended already. */
  boolean stop(Handle handle, Enrolment enrolment, Reason reason) {
    if (!enrolments.stop(handle, enrolment.id(), reason, clock.instant())) {
      return false;
    }
    outbox.cancelOfEnrolment(handle, enrolment.id(), reason.word());
    return true;
  }

  /** Why a sequence must not go on. */
  Optional<Reason> against(Handle handle, Enrolment enrolment) {
    Optional<StoredCart> cart = carts.byId(handle, enrolment.cart());
    return cart.isEmpty()
        ? Optional.of(Reason.CART_EMPTIED)
        : rules.againstGoingOn(handle, enrolment, cart.get());
  }

  /**
   * Takes the step that is due. After a long standstill several may be: only the latest is taken,
   * for nobody wants two mails about the same cart in one minute.
   */
  void step(Handle handle, Enrolment enrolment, Instant now) {
    Optional<Reason> against = against(handle, enrolment);
    if (against.isPresent()) {
      stop(handle, enrolment, against.get());
      return;
    }
    int steps = settings.mailsAfter().size();
    int step = enrolment.step();
    while (step < steps && !dueAt(enrolment.enrolledAt(), step + 1).isAfter(now)) {
      step++;
    }
    if (step <= steps) {
      outbox.enqueue(handle, message(enrolment, step, now));
    }
    Instant next = step < steps ? dueAt(enrolment.enrolledAt(), step + 1) : null;
    enrolments.advance(handle, enrolment.id(), step + 1, next, now);
  }

  private NewMessage message(Enrolment enrolment, int step, Instant now) {
    ContactId contact = enrolment.contact();
    if (contact == null) {
      throw new IllegalStateException("enrolment " + enrolment.id() + " runs without a contact");
    }
    String key = "%s:%d:%d".formatted(Enrolments.CART_RECOVERY, enrolment.id(), step);
    return new NewMessage(
        key, Enrolments.CART_RECOVERY, enrolment.site(), contact, enrolment.id(), step, now);
  }

  private Instant dueAt(Instant leftAt, int step) {
    List<Duration> after = settings.mailsAfter();
    return leftAt.plus(after.get(step - 1));
  }
}
