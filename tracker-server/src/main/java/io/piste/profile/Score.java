package io.piste.profile;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A named number that rules add to.
 *
 * @param id 0 for one that is not stored yet
 * @param name at most 60 characters, one of its name a site
 * @param description at most 500 characters
 * @param halfLifeDays after so many days half of the points are left; 0: they do not fade
 * @param floor points do not fall below; 0 or less; null for none
 * @param ceiling points do not rise above; 0 or more; null for none
 */
public record Score(
    long id,
    String name,
    String description,
    int halfLifeDays,
    @Nullable BigDecimal floor,
    @Nullable BigDecimal ceiling) {
  /** One that does not fade and has no bounds. */
  public static Score plain(String name) {
    return new Score(0, name, "", 0, null, null);
  }
}
