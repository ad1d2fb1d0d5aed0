package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of a site.
 *
 * @param keys that are good or will end, the newest first
 * @param ended those that open nothing any more
 * @param made shown once, null otherwise
 */
public record ConnectorsView(
    Site site,
    List<Download> downloads,
    List<Seen> seen,
    List<Key> keys,
    List<Key> ended,
    @Nullable Made made,
    KeyForm form,
    Map<String, String> mistakes) {

  /**
   * A file to install.
   *
   * @param size in words; null when this build has no such file
   */
  public record Download(String name, String file, @Nullable String size) {}

  /**
   * A plug-in that called.
   *
   * @param platform versions around it, in words
   * @param silent whether it should have called since
   * @param queue what waits on its side; null when it never said
   * @param late whether something waits for long
   */
  public record Seen(
      String name,
      String version,
      List<String> platform,
      String ago,
      String iso,
      boolean silent,
      @Nullable String queue,
      boolean late,
      List<Trouble> errors) {
    public Seen {
      platform = List.copyOf(platform);
      errors = List.copyOf(errors);
    }
  }

  /** What a plug-in could not do, and what to do about it. */
  public record Trouble(String title, String detail, String mend, String when, String code) {}

  /**
   * A key, without itself.
   *
   * @param used null for never
   * @param state good, ends, ended, revoked or void
   * @param until when it ends or ended; null when it does not
   */
  public record Key(
      long number,
      String name,
      List<String> scopes,
      String made,
      @Nullable String used,
      String state,
      @Nullable String until) {
    public Key {
      scopes = List.copyOf(scopes);
    }
  }

  /** A key that was just made. */
  public record Made(String name, String token, boolean rotated) {}

  /** What was typed, and all scopes there are. */
  public record KeyForm(String name, String preset, Set<String> scopes, List<String> all) {
    public KeyForm {
      scopes = Set.copyOf(scopes);
      all = List.copyOf(all);
    }
  }

  public ConnectorsView {
    downloads = List.copyOf(downloads);
    seen = List.copyOf(seen);
    keys = List.copyOf(keys);
    ended = List.copyOf(ended);
    mistakes = Map.copyOf(mistakes);
  }

  /** Where the pages are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/connectors";
  }
}
