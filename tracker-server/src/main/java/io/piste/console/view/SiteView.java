package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One site: how to install it, cart recovery, keys.
 *
 * @param snippet what goes into its pages
 * @param seen when it was visited last, null for never
 * @param needs what cart recovery needs, each with whether it is there
 * @param secret of identity tokens, shown on demand only, null otherwise
 */
public record SiteView(
    Site site,
    String snippet,
    @Nullable String seen,
    List<Need> needs,
    Map<String, String> mistakes,
    Anonymous anonymous,
    @Nullable String secret) {

  /** Something that cart recovery cannot do without. */
  public record Need(String key, boolean met) {}

  /**
   * Whether everybody is counted without being known.
   *
   * @param tag what goes into its pages for that
   */
  public record Anonymous(boolean on, String tag) {}

  public SiteView {
    needs = List.copyOf(needs);
    mistakes = Map.copyOf(mistakes);
  }

  /** Whether nothing is missing that somebody could still fill in. */
  public boolean ready() {
    return needs.stream().allMatch(Need::met);
  }
}
