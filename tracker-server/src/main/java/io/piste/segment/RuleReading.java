package io.piste.segment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule, or what is wrong with it.
 *
 * @param rule null when there are mistakes
 */
public record RuleReading(@Nullable Rule rule, List<RuleMistake> mistakes) {
  public RuleReading {
    mistakes = List.copyOf(mistakes);
  }

  /** Whether it can be used. */
  public boolean isRight() {
    return mistakes.isEmpty();
  }
}
