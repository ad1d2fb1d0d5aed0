package io.piste.visit;

/**
 * An installation's own word on a channel, asked before the shipped list. What is empty is not
 * asked; the rest may hold {@code *} for anything and must all match.
 *
 * @param id 0 when it is not stored yet
 * @param referrer host of the page before
 * @param source {@code utm_source}
 * @param medium {@code utm_medium}
 * @param campaign {@code utm_campaign}
 */
public record ChannelRule(
    long id, String referrer, String source, String medium, String campaign, Channel channel) {
  /** Whether it asks anything at all: one that does not would take every session. */
  public boolean asks() {
    return !(referrer + source + medium + campaign).isEmpty();
  }

  boolean matches(Arrived arrived) {
    return asks()
        && fits(referrer, arrived.host())
        && fits(source, arrived.source())
        && fits(medium, arrived.medium())
        && fits(campaign, arrived.campaign());
  }

  private static boolean fits(String pattern, String value) {
    return pattern.isEmpty() || new PathPattern(pattern).matches(value);
  }
}
