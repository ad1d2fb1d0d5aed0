package io.piste.connector;

import io.piste.site.Site;

/** Whose server is calling, and with which key. */
public record Caller(Site site, ConnectorKey key) {}
