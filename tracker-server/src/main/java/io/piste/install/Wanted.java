package io.piste.install;

import io.piste.fetch.WebUri;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a page has to load and to ask, as its tag says, or as the tag would say if it were there.
 */
record Wanted(URI script, URI banner, URI consent, URI events) {
  static Wanted by(@Nullable FoundTag tag, Site site, PublicPaths paths) {
    URI named = tag == null ? null : tag.src();
    URI script = named == null ? URI.create(site.trackerUrl() + paths.script()) : named;
    PublicPaths usual = PublicPaths.DEFAULT;
    return new Wanted(
        script,
        beside(script, paths.banner(), usual.banner()),
        beside(script, paths.consent(), usual.consent()),
        beside(script, paths.events(), usual.events()));
  }

  /** The script names what it asks relative to itself, but for names that were chosen. */
  private static URI beside(URI script, String path, String usual) {
    return script.resolve(path.equals(usual) ? usual.substring("/p/".length()) : path);
  }

  String origin() {
    return WebUri.origin(script);
  }
}
