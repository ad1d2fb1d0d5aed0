package io.piste.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a webhook may be told. The words are part of the API. */
public enum WebhookEvent {
  /** A site may write to somebody no more. */
  CONTACT_UNSUBSCRIBED,
  /** A visitor took back what they had allowed. */
  CONSENT_WITHDRAWN,
  /** An order turned out to be one that a mail brought back. */
  CART_RECOVERED,
  /** A contact is in a segment now. */
  SEGMENT_ENTERED,
  /** A contact is in a segment no more. */
  SEGMENT_LEFT,
  /** Somebody tries the webhook. It is sent to every webhook and cannot be asked for. */
  PISTE_TEST;

  /** Those that can be asked for. */
  public static final List<WebhookEvent> CHOICES =
      List.of(
          CONTACT_UNSUBSCRIBED, CONSENT_WITHDRAWN, CART_RECOVERED, SEGMENT_ENTERED, SEGMENT_LEFT);

  /** As the API writes it: {@code contact.unsubscribed}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** The event of a word that can be asked for; empty when there is none. */
  public static Optional<WebhookEvent> of(String word) {
    return CHOICES.stream().filter(event -> event.word().equals(word)).findFirst();
  }

  /** Reads {@link #word} back. */
  static WebhookEvent stored(String word) {
    return Arrays.stream(values())
        .filter(event -> event.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no event is called " + word));
  }
}
