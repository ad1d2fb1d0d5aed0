package io.piste.console;

import io.piste.connector.ConnectorKeys;
import io.piste.connector.Connectors;
import io.piste.webhook.Deliveries;
import io.piste.webhook.Webhooks;

/**
 * What the pages about connectors need.
 *
 * @param keys of plug-ins
 * @param seen what plug-ins say of themselves
 * @param webhooks addresses that are told what happens
 * @param deliveries what they were told
 * @param trial tries calls
 */
public record Connecting(
    ConnectorKeys keys,
    Connectors seen,
    Webhooks webhooks,
    Deliveries deliveries,
    ApiTrial trial) {}
