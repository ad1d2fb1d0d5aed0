package io.piste.console;

import io.piste.consent.ConsentSetups;
import io.piste.token.Seal;

/** What the console shows and changes of consent. */
public record Consenting(ConsentSetups setups, Seal seal) {}
