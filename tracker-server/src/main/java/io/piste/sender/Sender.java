package io.piste.sender;

import io.piste.eventlog.Client;
import io.piste.eventlog.Verdict;

/** Who sends, as far as the request tells: a person or not, and on which device, and where. */
public record Sender(Verdict verdict, Client client) {
  /** Nothing speaks against a person, and nothing else is known. */
  public static final Sender UNKNOWN = new Sender(Verdict.HUMAN, Client.UNKNOWN);

  /** The same with another verdict. */
  public Sender as(Verdict other) {
    return new Sender(other, client);
  }
}
