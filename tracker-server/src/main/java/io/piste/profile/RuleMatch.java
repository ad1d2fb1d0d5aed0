package io.piste.profile;

import io.piste.visit.PathPattern;
import java.util.Locale;

/**
 * What a rule fits.
 *
 * @param pattern with {@code *} for anything, at most 300 characters; {@code *} alone fits all of
 *     the kind; for {@link RuleKind#FIELD} the name of a field
 */
public record RuleMatch(RuleKind kind, String pattern) {
  /** Whether a name fits. */
  public boolean fits(String name) {
    return kind.foldsCase()
        ? new PathPattern(pattern.toLowerCase(Locale.ROOT)).matches(name.toLowerCase(Locale.ROOT))
        : new PathPattern(pattern).matches(name);
  }
}
