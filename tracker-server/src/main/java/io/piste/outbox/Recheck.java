package io.piste.outbox;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Asks again whether a mail may leave: what was true when it was queued may be false now. One per
 * kind of mail, owned by whoever queues that kind.
 */
@FunctionalInterface
public interface Recheck {
  /** Empty when the mail may leave, else the reason (at most 32 characters) why it must not. */
  Optional<String> whyNot(Handle handle, OutboxMessage message);
}
