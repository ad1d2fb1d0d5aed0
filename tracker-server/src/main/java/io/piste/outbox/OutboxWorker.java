package io.piste.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.outbox.Claims.End;
import io.piste.outbox.Claims.Mine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox: claims a few mails, asks again about each, marks it, hands it over
 * and notes how that ended. Several threads and several processes may run it at once. It fails
 * towards silence: a mail whose fate nobody knows is not sent a second time, and while no server
 * can be reached everything waits.
 */
public final class OutboxWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxWorker.class);
  private static final int BATCH = 10;

  /** Waits after the first, second … "not now" of a server; after the last one it has failed. */
  private static final List<Duration> RETRIES =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8));

  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  /** Why no mail can leave at present, and since when. */
  public record Trouble(String words, Instant since, int times) {}

  private final Claims claims;
  private final Map<String, Delivery> deliveries;
  private final Map<String, Recheck> rechecks;
  private final OutboxSettings settings;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final AtomicReference<@Nullable Trouble> trouble = new AtomicReference<>();
  private volatile Instant restUntil = Instant.MIN;
  private volatile boolean stopping;

  /** Every kind of mail needs a delivery and a recheck. */
  public OutboxWorker(
      Outbox outbox,
      Map<String, Delivery> deliveries,
      Map<String, Recheck> rechecks,
      OutboxSettings settings,
      InstantSource clock,
      MeterRegistry meters) {
    this.claims = outbox.claims();
    this.deliveries = Map.copyOf(deliveries);
    this.rechecks = Map.copyOf(rechecks);
    this.settings = settings;
    this.clock = clock;
    this.meters = meters;
  }

  /** Sends a few mails; true when there may be more to do at once. */
  public boolean runOnce() {
    Instant now = clock.instant();
    if (stopping || rests(now)) {
      return false;
    }
    int lost = claims.settleExpired(now);
    if (lost > 0) {
      count("unknown", lost);
      LOG.warn("{} mails were being sent when a worker died: unknown, and not repeated", lost);
    }
    UUID owner = UUID.randomUUID();
    List<OutboxMessage> batch = claims.claim(owner, BATCH, now, now.plus(settings.lease()));
    if (batch.isEmpty()) {
      deliveries.values().forEach(Delivery::rest);
    }
    for (OutboxMessage message : batch) {
      Mine mine = new Mine(message.id(), owner);
      if (stopping || rests(clock.instant())) {
        claims.putBack(mine, message.dueAt(), words(trouble.get()), false);
      } else {
        send(message, mine);
      }
    }
    return batch.size() == BATCH && !stopping && !rests(now);
  }

  /** What keeps every mail from leaving; empty when nothing does, as far as is known. */
  public Optional<Trouble> trouble() {
    return Optional.ofNullable(trouble.get());
  }

  /** Ends after the mail that is being sent; what was claimed beyond it goes back. */
  @Override
  public void close() {
    stopping = true;
  }

  private void send(OutboxMessage message, Mine mine) {
    Delivery delivery = deliveries.get(message.kind());
    if (delivery == null) {
      end(mine, OutboxState.FAILED, "unknown_kind", "");
      return;
    }
    Optional<String> against = claims.ask(handle -> whyNot(handle, message));
    if (against.isPresent()) {
      end(mine, OutboxState.CANCELLED, against.get(), "");
      return;
    }
    Gate gate = new Gate(message, mine);
    try {
      settle(message, mine, delivery.deliver(message, gate));
    } catch (RuntimeException e) {
      // One mail that cannot be rendered must not hold up the others.
      LOG.error("mail {} broke while it was sent", message.id(), e);
      String words = "broken: " + e;
      settle(message, mine, gate.passed ? new Outcome.Unknown(words) : new Outcome.Later(words));
    }
  }

  private Optional<String> whyNot(Handle handle, OutboxMessage message) {
    Recheck recheck = rechecks.get(message.kind());
    return recheck == null ? Optional.of("unknown_kind") : recheck.whyNot(handle, message);
  }

  private void settle(OutboxMessage message, Mine mine, Outcome outcome) {
    switch (outcome) {
      case Outcome.Sent sent -> {
        if (!claims.markSent(mine, sent.words(), clock.instant())) {
          LOG.warn("mail {} was sent, but its row belonged to nobody by then", message.id());
        }
        count("sent", 1);
        wellAgain();
      }
      case Outcome.Later later -> tryLater(message, mine, later.words());
      case Outcome.Refused refused -> end(mine, OutboxState.FAILED, "refused", refused.words());
      case Outcome.Unreachable away -> {
        claims.putBack(mine, message.dueAt(), away.words(), false);
        rest(away.words());
      }
      case Outcome.Unknown unknown -> end(mine, OutboxState.UNKNOWN, "no_answer", unknown.words());
      case Outcome.Withheld withheld -> LOG.debug("mail {}: {}", message.id(), withheld.words());
    }
  }

  private void tryLater(OutboxMessage message, Mine mine, String words) {
    if (message.attempts() >= RETRIES.size()) {
      end(mine, OutboxState.FAILED, "gave_up", words);
      return;
    }
    count("later", 1);
    Instant due = clock.instant().plus(RETRIES.get(message.attempts()));
    claims.putBack(mine, due, words, true);
  }

  private void end(Mine mine, OutboxState state, String reason, String words) {
    int attempts = state == OutboxState.CANCELLED ? 0 : 1;
    if (claims.end(mine, new End(state, reason, words, attempts))) {
      count(state.word(), 1);
    }
  }

  private void rest(String words) {
    Trouble before = trouble.get();
    int times = before == null ? 1 : before.times() + 1;
    Instant now = clock.instant();
    trouble.set(new Trouble(words, before == null ? now : before.since(), times));
    Duration rest = Duration.ofSeconds(1L << Math.min(times, 6));
    restUntil = now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    if (before == null) {
      LOG.warn("no mail can leave, all of them wait: {}", words);
    }
  }

  /** No rest is longer than the longest: else the clock was ahead when it began. */
  private boolean rests(Instant now) {
    return now.isBefore(restUntil) && !restUntil.isAfter(now.plus(LONGEST_REST));
  }

  private void wellAgain() {
    if (trouble.getAndSet(null) != null) {
      LOG.info("mails are leaving again");
    }
  }

  private void count(String outcome, int mails) {
    meters.counter("piste.mails", "outcome", outcome).increment(mails);
  }

  private static String words(@Nullable Trouble trouble) {
    return trouble == null ? "" : trouble.words();
  }

  /** Asks once more and marks the mail in one transaction. */
  private final class Gate implements Delivery.LastGate {
    private final OutboxMessage message;
    private final Mine mine;
    private boolean passed;

    Gate(OutboxMessage message, Mine mine) {
      this.message = message;
      this.mine = mine;
    }

    @Override
    public boolean pass(String subject) {
      passed =
          claims.ask(
              handle -> {
                Optional<String> against = whyNot(handle, message);
                if (against.isPresent()) {
                  End end = new End(OutboxState.CANCELLED, against.get(), "", 0);
                  if (claims.end(handle, mine, end)) {
                    count("cancelled", 1);
                  }
                  return false;
                }
                Instant until = clock.instant().plus(settings.lease());
                return claims.markSending(handle, mine, subject, until);
              });
      return passed;
    }
  }
}
