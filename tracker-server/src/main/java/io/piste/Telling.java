package io.piste;

import io.piste.base.Loop;
import io.piste.fetch.GuardedFetch;
import io.piste.webhook.WebhookWorker;
import java.time.Duration;
import java.util.List;

/** What tells others what happened here, put together. */
final class Telling implements AutoCloseable {
  private static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  private final GuardedFetch fetch;
  private final WebhookWorker worker;
  private final List<Loop> loops;

  /** Sends nothing yet. */
  Telling(Ground ground, Stores stores, Settings settings) {
    this.fetch = new GuardedFetch(settings.fetch(), ground.meters());
    this.worker =
        new WebhookWorker(
            ground.jdbi(),
            stores.webhooks(),
            stores.sites(),
            fetch,
            ground.clock(),
            ground.meters());
    // Two, so that receivers that are slow keep none waiting that are quick.
    this.loops =
        List.of(
            new Loop("webhooks-1", settings.loopPause(), worker::runOnce),
            new Loop("webhooks-2", settings.loopPause(), worker::runOnce),
            new Loop("old-deliveries", FORGET_EVERY, stores.deliveries()::forgetOld));
  }

  void start() {
    loops.forEach(Loop::start);
  }

  /** Lets what is being sent end; the rest waits for the next start. */
  @Override
  public void close() {
    worker.close();
    loops.forEach(Loop::close);
    fetch.close();
  }
}
