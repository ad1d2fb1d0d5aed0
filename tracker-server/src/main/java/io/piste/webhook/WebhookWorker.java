package io.piste.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.fetch.GuardedFetch;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.webhook.DeliveryClaims.Claimed;
import io.piste.webhook.DeliveryClaims.End;
import io.piste.webhook.DeliveryClaims.Failure;
import io.piste.webhook.DeliveryClaims.Mine;
import io.piste.webhook.DeliveryClaims.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits for webhooks, at least once: a message is marked after its receiver took it, so
 * one whose worker is killed in between goes out again, under the same id. Several threads and
 * several processes may run it at once. A receiver that fails is left in peace for a while and then
 * asked by one message alone, so that a dead one costs nothing and delays nobody else's.
 */
public final class WebhookWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookWorker.class);

  /** Waits after the first, second … failure of a message; after the last one it is given up. */
  static final List<Duration> RETRIES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofDays(1));

  /** A webhook that failed rests no longer than this between two messages. */
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  /** A webhook that nothing reached for so long is switched off. */
  static final Duration DEAD = Duration.ofDays(5);

  /** More than one attempt can take. */
  private static final Duration LEASE = Duration.ofMinutes(1);

  private static final Share SHARE = new Share(10, 4);

  private final DeliveryClaims claims;
  private final Sites sites;
  private final WebhookSender sender;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private volatile boolean stopping;

  /** Sends nothing yet. */
  public WebhookWorker(
      Jdbi jdbi,
      Webhooks webhooks,
      Sites sites,
      GuardedFetch fetch,
      InstantSource clock,
      MeterRegistry meters) {
    this.claims = new DeliveryClaims(jdbi, webhooks);
    this.sites = sites;
    this.sender = new WebhookSender(fetch, clock);
    this.clock = clock;
    this.meters = meters;
    WebhookGauges.register(jdbi, clock, meters);
  }

  /** Sends a few messages, each on a thread of its own; true when there may be more at once. */
  public boolean runOnce() {
    if (stopping) {
      return false;
    }
    Instant now = clock.instant();
    claims.freeExpired(now);
    UUID owner = UUID.randomUUID();
    List<Claimed> batch = claims.claim(owner, SHARE, now, now.plus(LEASE));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      batch.forEach(claimed -> threads.execute(() -> sendGuarded(claimed, owner)));
    }
    return !batch.isEmpty() && !stopping;
  }

  /** Begins nothing more; what is being sent ends within seconds. */
  @Override
  public void close() {
    stopping = true;
  }

  private void sendGuarded(Claimed claimed, UUID owner) {
    try {
      send(claimed, new Mine(claimed.id(), claimed.webhook(), owner));
    } catch (RuntimeException e) {
      // Its lease runs out, and then it goes out again.
      LOG.warn("message {} to a webhook broke off", claimed.messageId(), e);
    }
  }

  private void send(Claimed claimed, Mine mine) {
    Attempt attempt =
        sender.send(
            new WebhookSender.Message(
                claimed.messageId(),
                claimed.url(),
                sites.find(claimed.site()).map(Site::origins).map(Set::copyOf).orElse(Set.of()),
                claimed.body(),
                claimed.secrets()));
    Instant now = clock.instant();
    if (attempt.isDelivered() || (claimed.repeated() && attempt.isKnown())) {
      if (claims.delivered(mine, attempt, now)) {
        count("delivered");
      }
      return;
    }
    Failure failure = failure(claimed, attempt, now);
    if (claims.failed(mine, attempt, failure, now)) {
      count(failure.end().state() == DeliveryState.GIVEN_UP ? "given_up" : "failed");
      tell(claimed, failure.off());
    }
  }

  private static Failure failure(Claimed claimed, Attempt attempt, Instant now) {
    OffReason off = attempt.isGone() ? OffReason.GONE : null;
    Instant since = claimed.health().failingSince();
    if (off == null && since != null && since.plus(DEAD).isBefore(now)) {
      off = OffReason.FAILING;
    }
    boolean last = off != null || claimed.attempts() > RETRIES.size();
    Duration wait = last ? Duration.ZERO : longer(RETRIES.get(claimed.attempts() - 1), attempt);
    return new Failure(
        new End(last ? DeliveryState.GIVEN_UP : DeliveryState.WAITING, now.plus(wait)),
        now.plus(rest(claimed.health().failures(), attempt)),
        off);
  }

  private static Duration longer(Duration wait, Attempt attempt) {
    Duration asked = attempt.retryAfter();
    return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
  }

  private static Duration rest(int failures, Attempt attempt) {
    Duration rest = RETRIES.get(Math.min(failures, RETRIES.size() - 1));
    return longer(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST, attempt);
  }

  private static void tell(Claimed claimed, @Nullable OffReason off) {
    if (off != null) {
      LOG.warn(
          "webhook {} of site {} is switched off: {}",
          claimed.webhook(),
          claimed.site().value(),
          off.word());
    }
  }

  private void count(String outcome) {
    meters.counter("piste.webhooks", "outcome", outcome).increment();
  }
}
