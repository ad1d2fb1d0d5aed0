package io.piste.segment;

import io.piste.profile.ActKind;
import io.piste.profile.Stage;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One question about a contact; its JSON form is in docs/segments.md. Immutable. */
public sealed interface Condition extends Rule {
  /**
   * What is known of the contact.
   *
   * @param field the name of a field; one that the operator added begins with {@code custom.}
   * @param value null with {@link Comparison#KNOWN} and {@link Comparison#UNKNOWN} alone
   */
  record Field(String field, Comparison how, @Nullable Value value) implements Condition {}

  /**
   * An interest.
   *
   * @param atLeast the least weight at the moment of asking; null: any weight
   * @param given only where it was given by hand, by a file or by a shop
   */
  record Tag(String tag, @Nullable BigDecimal atLeast, boolean given) implements Condition {}

  /** A score, as it is at the moment of asking; who has none has 0 points. */
  record Score(String score, Bounds points) implements Condition {}

  /**
   * How far the contact has come.
   *
   * @param stages at least one
   */
  record InStage(Set<Stage> stages) implements Condition {
    public InStage {
      stages = Set.copyOf(stages);
    }
  }

  /**
   * What the contact did, as far as they allow a profile.
   *
   * @param name pattern with {@code *} for anything; null: whatever its name is
   */
  record Did(ActKind kind, @Nullable String name, Bounds times, Period period)
      implements Condition {}

  /**
   * Orders that were not cancelled, did not fail and were not refunded.
   *
   * @param total of all of them together, without what was paid back; null: any
   * @param currency only orders in it (ISO 4217); null: in any
   */
  record Orders(Bounds count, @Nullable Bounds total, @Nullable String currency, Period period)
      implements Condition {}

  /** A cart that came to a state in a period and is still in it. */
  record Cart(CartWord state, Period period) implements Condition {}

  /** What became of mails to the contact. */
  record Mail(MailWord what, Bounds times, Period period) implements Condition {}

  /** What the contact allows. */
  record Consent(Allowed what) implements Condition {}

  /** Member of another segment of the site, by its number. */
  record Member(long segment) implements Condition {}
}
