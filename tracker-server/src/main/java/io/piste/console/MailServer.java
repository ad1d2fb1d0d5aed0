package io.piste.console;

import io.piste.outbox.OutboxWorker.Trouble;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What pages say about the mail server.
 *
 * @param set whether one is configured at all
 * @param trouble what keeps every mail from leaving, asked anew for each page
 */
public record MailServer(boolean set, Supplier<Optional<Trouble>> trouble) {}
