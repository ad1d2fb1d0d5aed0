package io.piste.profile;

import io.piste.base.VisitorId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Something that a visitor did.
 *
 * @param name what it was done to, see {@link ActKind}; may be empty
 * @param amount its number, see {@link ActKind}; null where it has none
 */
public record ProfileAct(
    VisitorId visitor, Instant at, ActKind kind, String name, @Nullable BigDecimal amount) {
  /** Oldest first; what comes first of one moment does not depend on how acts were found. */
  public static final Comparator<ProfileAct> OLDEST_FIRST =
      Comparator.comparing(ProfileAct::at)
          .thenComparing(ProfileAct::kind)
          .thenComparing(ProfileAct::name)
          .thenComparing(
              ProfileAct::amount, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
          .thenComparing(act -> act.visitor().value());
}
