package io.piste.consent;

import io.piste.config.ConfigReader;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/**
 * How long consent records are kept (rule P6).
 *
 * @param contact of people whom we know
 * @param anonymous of browsers that nobody is linked to
 */
public record ProofRetention(Period contact, Period anonymous) {
  /** No choice holds longer; the proof of one that holds is always there. */
  public static final Duration LONGEST_CHOICE = Duration.ofDays(SetupRules.MOST_DAYS);

  private static final Period LEAST = Period.ofMonths(14);
  private static final Period MOST = Period.ofMonths(120);

  /** What is used when nothing is set. */
  public static final ProofRetention DEFAULT =
      new ProofRetention(Period.ofMonths(60), Period.ofMonths(25));

  /** Reads {@code retention.consent.*}. */
  public static ProofRetention read(ConfigReader config) {
    return new ProofRetention(
        config.months(
            "retention.consent.contact",
            DEFAULT.contact(),
            LEAST,
            MOST,
            "How long the record of a choice is kept when its visitor is linked to a contact."),
        config.months(
            "retention.consent.anonymous",
            DEFAULT.anonymous(),
            LEAST,
            MOST,
            "How long the record of a choice is kept when nobody is linked to its visitor. Figures"
                + " of consent end with the records."));
  }

  /** Records of contacts from before go. */
  public Instant contactBefore(Instant now) {
    return now.atZone(ZoneOffset.UTC).minus(contact).toInstant();
  }

  /** Records of nobody from before go; never later than those of contacts. */
  public Instant anonymousBefore(Instant now) {
    Instant before = now.atZone(ZoneOffset.UTC).minus(anonymous).toInstant();
    Instant contacts = contactBefore(now);
    return before.isBefore(contacts) ? contacts : before;
  }
}
