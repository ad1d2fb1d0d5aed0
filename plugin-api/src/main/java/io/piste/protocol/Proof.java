package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How sure it is that an address belongs to a visitor. */
public enum Proof {
  /** A connector's signed token or a link in a mail. */
  @JsonProperty("verified")
  VERIFIED,
  /** An address typed in a form: enough to write to with consent, never to reveal anything. */
  @JsonProperty("claimed")
  CLAIMED
}
