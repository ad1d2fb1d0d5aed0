package io.piste.webhook;

import io.piste.fetch.FetchProblem;
import io.piste.fetch.Fetched;
import io.piste.fetch.GuardedFetch;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends one message once, signed for this moment. Thread-safe. */
final class WebhookSender {
  private static final String AGENT = "Piste-Webhooks/1";
  private static final int LONGEST_NOTE = 200;

  /** A receiver may not put us off for longer. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final GuardedFetch fetch;
  private final InstantSource clock;

  WebhookSender(GuardedFetch fetch, InstantSource clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  /**
   * What is sent.
   *
   * @param origins of the site, whose ports may be asked too
   * @param secrets each signs
   */
  record Message(String id, URI url, Set<String> origins, String body, List<byte[]> secrets) {
    Message {
      origins = Set.copyOf(origins);
      secrets = List.copyOf(secrets);
    }
  }

  /** How it ended; never throws for what a network or a receiver can do. */
  Attempt send(Message message) {
    long began = System.nanoTime();
    try {
      Fetched answer =
          fetch.post(
              new GuardedFetch.Asked(message.url(), headers(message), message.origins()),
              message.body());
      return new Attempt(
          answer.status(), null, note(answer.text()), since(began), retryAfter(answer));
    } catch (FetchProblem e) {
      String problem = e.kind().name().toLowerCase(Locale.ROOT);
      return new Attempt(null, problem, "", since(began), null);
    }
  }

  private Map<String, String> headers(Message message) {
    var now = clock.instant();
    return Map.of(
        "User-Agent",
        AGENT,
        "webhook-id",
        message.id(),
        "webhook-timestamp",
        Long.toString(now.getEpochSecond()),
        "webhook-signature",
        Signature.of(message.id(), now, message.body(), message.secrets()));
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private static @Nullable Duration retryAfter(Fetched answer) {
    return answer
        .header("retry-after")
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
        .map(wait -> wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT)
        .orElse(null);
  }

  /** One line of text that nothing can be hidden in. */
  private static String note(String body) {
    String line = body.replaceAll("[\\p{C}\\s]+", " ").strip();
    int end = Math.min(line.length(), LONGEST_NOTE);
    boolean half = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, half ? end - 1 : end);
  }
}
