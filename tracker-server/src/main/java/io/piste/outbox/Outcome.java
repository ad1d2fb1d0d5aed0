package io.piste.outbox;

/** How one attempt to deliver ended. The texts are the server's words, shown to the operator. */
public sealed interface Outcome {
  /** What the server said, or what kept us from reaching it. */
  String words();

  /** The server took the mail. */
  record Sent(String words) implements Outcome {}

  /** The server said "not now" (4xx): the same mail may be tried later. */
  record Later(String words) implements Outcome {}

  /** The server said "never" (5xx). */
  record Refused(String words) implements Outcome {}

  /** No server to talk to, or it does not let us in: concerns every mail, and nothing was sent. */
  record Unreachable(String words) implements Outcome {}

  /** The mail was on its way and no answer came: it may have arrived, so it is not repeated. */
  record Unknown(String words) implements Outcome {}

  /** The gate did not let it pass. */
  record Withheld(String words) implements Outcome {}
}
