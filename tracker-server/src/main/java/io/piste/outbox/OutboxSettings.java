package io.piste.outbox;

import java.time.Duration;

/**
 * How the outbox works.
 *
 * @param lease how long a claimed mail belongs to one worker; after a kill it takes that long until
 *     its mails go on
 * @param pause between two looks at an empty outbox
 */
public record OutboxSettings(Duration lease, Duration pause) {}
