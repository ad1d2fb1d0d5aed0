package io.piste.eventlog;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;

/** That an event came, whatever it says. */
public record Arrived(
    SiteId site, VisitorId visitor, Instant receivedAt, Verdict verdict, Client client) {}
