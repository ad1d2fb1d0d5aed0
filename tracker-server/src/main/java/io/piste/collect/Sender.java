package io.piste.collect;

import io.piste.eventlog.Client;
import io.piste.eventlog.Verdict;

/** Who sends, as far as the request tells: a person or not, and on which device, and where. */
record Sender(Verdict verdict, Client client) {
  /** Nothing speaks against a person, and nothing else is known. */
  static final Sender UNKNOWN = new Sender(Verdict.HUMAN, Client.UNKNOWN);
}
