package io.piste.install;

import io.piste.site.Site;
import io.piste.site.Sites;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The points about the tag: is it there, will it run, whose id does it carry. */
final class TagCheck {
  private final Sites sites;
  private final Site site;
  private final String right;

  /** For a site, whose tag is as given. */
  TagCheck(Sites sites, Site site, String right) {
    this.sites = sites;
    this.site = site;
    this.right = right;
  }

  Finding tag(SeenPage page, @Nullable FoundTag tag) {
    if (tag == null) {
      return TagFinder.hasManager(page.html())
          ? Finding.unsure(Point.TAG, "manager").paste(right)
          : Finding.bad(Point.TAG, page.fetched().cut() ? "missing_in_part" : "missing")
              .paste(right);
    }
    long running = page.tags().stream().filter(FoundTag::runs).count();
    return switch (tag.place()) {
      case LIVE ->
          running > 1
              ? Finding.unsure(Point.TAG, "twice", Long.toString(running))
              : Finding.good(Point.TAG, "good");
      case DEFERRED -> Finding.unsure(Point.TAG, "deferred");
      case HELD_BACK -> Finding.bad(Point.TAG, "held_back", tag.held()).paste(right);
      case COMMENT, INERT, TEXT ->
          Finding.bad(Point.TAG, tag.place().name().toLowerCase(Locale.ROOT)).paste(right);
    };
  }

  Finding site(@Nullable FoundTag tag) {
    if (tag == null || !(tag.runs() || tag.place() == FoundTag.Place.HELD_BACK)) {
      return Finding.skipped(Point.SITE);
    }
    if (tag.site().equals(site.publicId())) {
      return Finding.good(Point.SITE, "good", site.publicId());
    }
    if (tag.site().isEmpty()) {
      return Finding.bad(Point.SITE, "none").paste(right);
    }
    Optional<Site> other = sites.byPublicId(tag.site());
    return other
        .map(known -> Finding.bad(Point.SITE, "other", tag.site(), known.name()))
        .orElseGet(() -> Finding.bad(Point.SITE, "unknown", tag.site()))
        .paste(right);
  }
}
