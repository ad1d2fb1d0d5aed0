package io.piste.eventlog;

/** What is stored in the log cannot be read as an event. */
final class UnreadableEvent extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableEvent(RuntimeException cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
