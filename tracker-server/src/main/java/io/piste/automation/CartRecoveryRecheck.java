package io.piste.automation;

import io.piste.outbox.OutboxMessage;
import io.piste.outbox.Recheck;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Asks once more whether a cart mail may leave, when it is about to. */
public final class CartRecoveryRecheck implements Recheck {
  private final Enrolments enrolments;
  private final CartSequences sequences;

  /** Asks nothing yet. */
  public CartRecoveryRecheck(Enrolments enrolments, CartSequences sequences) {
    this.enrolments = enrolments;
    this.sequences = sequences;
  }

  @Override
  public Optional<String> whyNot(Handle handle, OutboxMessage message) {
    Long id = message.enrolment();
    Optional<Enrolment> enrolment = id == null ? Optional.empty() : enrolments.byId(handle, id);
    if (enrolment.isEmpty()) {
      return Optional.of(Reason.NOT_THEIRS.word());
    }
    return whyNot(handle, message, enrolment.get());
  }

  private Optional<String> whyNot(Handle handle, OutboxMessage message, Enrolment enrolment) {
    if (enrolment.state() == EnrolmentState.STOPPED) {
      return Optional.of(Optional.ofNullable(enrolment.reason()).orElse("stopped"));
    }
    Integer step = message.step();
    if (step != null && enrolment.step() > step + 1) {
      return Optional.of(Reason.SUPERSEDED.word());
    }
    return sequences.against(handle, enrolment).map(Reason::word);
  }
}
