package io.piste.collect;

import io.piste.consent.ConsentSetups;
import io.piste.consent.Consents;
import io.piste.consent.PresentedVisitors;
import io.piste.token.IdentityTokens;

/** What the words of a request are checked against: nothing that a page says is believed. */
public record Proofs(
    Consents consents,
    ConsentSetups setups,
    PresentedVisitors visitors,
    IdentityTokens identities,
    Recognised recognised) {}
