package io.piste.site;

import io.piste.config.ConfigReader;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Under which addresses pages find the scripts and send what they have to say. Block lists go by
 * names, and names can be chosen: each is a path below {@code /p/}, so that a proxy still forwards
 * that one folder. The usual names go on working beside the chosen ones, for pages in caches.
 */
public record PublicPaths(String script, String banner, String events, String consent) {
  /** All of them lie below it, and each script that comes with the program in it. */
  public static final String FOLDER = "/p/";

  /** What they are when nothing is set. */
  public static final PublicPaths DEFAULT =
      new PublicPaths("/p/t.js", "/p/c.js", "/p/v1/e", "/p/v1/consent");

  private static final Pattern SHAPE = Pattern.compile("/p(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+");
  private static final int LONGEST = 100;

  /** Other requests are answered below these. */
  private static final List<String> TAKEN =
      List.of("/p/l/", "/p/v1/restore", "/p/v1/a", "/p/x.js", "/p/b-");

  /** Reads {@code paths.*}. */
  public static PublicPaths read(ConfigReader config) {
    PublicPaths read =
        new PublicPaths(
            path(config, "script", DEFAULT.script, "of the tracker script"),
            path(config, "banner", DEFAULT.banner, "of the consent banner's script"),
            path(config, "events", DEFAULT.events, "that events are posted to"),
            path(config, "consent", DEFAULT.consent, "of the consent text and the choice"));
    if (Stream.of(read.script, read.banner, read.events, read.consent).distinct().count() < 4) {
      config.mistake("paths.script", "the four paths must differ from each other");
      return DEFAULT;
    }
    return read;
  }

  private static String path(ConfigReader config, String name, String usual, String what) {
    String key = "paths." + name;
    String path = config.text(key, usual, "The path " + what + ", below /p/.");
    if (!SHAPE.matcher(path).matches() || path.length() > LONGEST) {
      config.mistake(key, "\"" + path + "\" is not a path below /p/ such as /p/tea/leaf.js");
      return usual;
    }
    if (TAKEN.stream().anyMatch(path::startsWith) || isAnothersUsual(path, usual)) {
      config.mistake(key, "\"" + path + "\" is the path of something else");
      return usual;
    }
    return path;
  }

  private static boolean isAnothersUsual(String path, String usual) {
    return !path.equals(usual)
        && Set.of(DEFAULT.script, DEFAULT.banner, DEFAULT.events, DEFAULT.consent).contains(path);
  }

  /** The tag of anonymous statistics; that script has no other name. */
  public static String anonymousTag(Site site) {
    return "<script async src=\"%s/p/x.js\" data-site=\"%s\"></script>"
        .formatted(site.trackerUrl(), site.publicId());
  }

  /** The tag that the site's pages carry. */
  public String tag(Site site) {
    return "<script async src=\"%s%s\" data-site=\"%s\"></script>"
        .formatted(site.trackerUrl(), script, site.publicId());
  }
}
