package io.piste.webhook;

import java.util.Locale;

/** Why a webhook cannot be kept like this. The messages are for callers of the API. */
public enum WebhookMistake {
  /** Of other letters, or too long. */
  NAME("name: expected 1 to 40 of a-z, 0-9 and hyphens"),
  /** No web address, or too long. */
  URL("url: expected a web address of at most 500 characters, without a user name"),
  /** In clear over other hosts than the site's own. */
  INSECURE("url: expected https, or one of the site's own origins"),
  /** None, or unknown ones. */
  EVENTS("events: expected one or more of " + words()),
  /** The site has as many as it may. */
  TOO_MANY("The site has " + Webhooks.MOST + " webhooks: remove one first.");

  private final String message;

  WebhookMistake(String message) {
    this.message = message;
  }

  /** What was expected, in English. */
  public String message() {
    return message;
  }

  /** For keys of texts: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String words() {
    return String.join(", ", WebhookEvent.CHOICES.stream().map(WebhookEvent::word).toList());
  }
}
