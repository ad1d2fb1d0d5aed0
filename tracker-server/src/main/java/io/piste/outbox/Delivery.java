package io.piste.outbox;

/** Renders one kind of mail and hands it to a server. Thread-safe. */
@FunctionalInterface
public interface Delivery {

  /** Asked once per attempt, at the last moment at which nothing has been sent yet. */
  @FunctionalInterface
  interface LastGate {
    /**
     * Records that the mail may be out from now on. When it answers false, the mail must not leave:
     * somebody else has it, or a reason against it came up.
     */
    boolean pass(String subject);
  }

  /**
   * Tries once. Passes the gate before the first byte that could make a server send the mail, and
   * never throws for what a server or a network can do.
   */
  Outcome deliver(OutboxMessage message, LastGate gate);

  /** Called while there is nothing to send: what was kept open for the next mail may be closed. */
  default void rest() {}
}
