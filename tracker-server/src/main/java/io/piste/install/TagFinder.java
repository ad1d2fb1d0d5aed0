package io.piste.install;

import io.piste.fetch.WebUri;
import io.piste.install.FoundTag.Attributes;
import io.piste.install.FoundTag.Place;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/**
 * Finds the tracker's tag in a page as a browser would, and where people put it by mistake. Other
 * trackers have an attribute {@code data-site} too, so a tag is ours by the script's path, or by
 * the id of one of our sites.
 */
final class TagFinder {
  /** Types of scripts that browsers run. */
  private static final Set<String> RUN =
      Set.of("", "text/javascript", "application/javascript", "module", "text/ecmascript");

  private static final Set<String> INERT = Set.of("template", "noscript");

  private static final Pattern ROCKET_LOADER = Pattern.compile("[0-9a-f]{6,}-(text/javascript)?");

  /** Where tools that delay scripts put the address meanwhile. */
  private static final List<String> SOURCES =
      List.of(
          "src",
          "data-src",
          "data-rocket-src",
          "data-lazy-src",
          "data-cmp-src",
          "data-wpmeteor-src");

  private static final List<String> MANAGERS =
      List.of(
          "googletagmanager.com/gtm.js",
          "googletagmanager.com/gtag/js",
          "tags.tiqcdn.com",
          "assets.adobedtm.com",
          "/js/container_",
          "cdn.segment.com",
          "tag.commander",
          "cdn.tagcommander.com");

  private final Set<String> paths;
  private final Predicate<String> isOurSite;

  /** By the paths of the script, and ids of sites. */
  TagFinder(Set<String> paths, Predicate<String> isOurSite) {
    this.paths = Set.copyOf(paths);
    this.isOurSite = isOurSite;
  }

  /** Every tag, those that browsers run first. */
  List<FoundTag> find(Document html) {
    List<FoundTag> found = new ArrayList<>();
    for (Element script : html.select("script")) {
      tag(script).ifPresent(found::add);
    }
    if (comments(html)) {
      found.add(FoundTag.lost(Place.COMMENT));
    }
    if (mentions(html.text())) {
      found.add(FoundTag.lost(Place.TEXT));
    }
    found.sort(Comparator.comparing(FoundTag::place));
    return found;
  }

  /** Whether the page loads a tag manager, which may add our tag later. */
  static boolean hasManager(Document html) {
    String scripts = html.select("script").outerHtml();
    return MANAGERS.stream().anyMatch(scripts::contains);
  }

  private Optional<FoundTag> tag(Element script) {
    Optional<URI> src =
        SOURCES.stream().flatMap(name -> address(script, name).stream()).findFirst();
    String site = script.attr("data-site");
    boolean ours = src.map(URI::getPath).filter(paths::contains).isPresent();
    if (!ours && !isOurSite.test(site)) {
      return Optional.empty();
    }
    String type = script.attr("type").strip().toLowerCase(Locale.ROOT);
    return Optional.of(
        new FoundTag(
            place(script, type),
            type,
            src.orElse(null),
            site,
            script.attr("data-consent").equals("off"),
            new Attributes(script.attr("nonce"), script.attr("integrity"))));
  }

  private static Place place(Element script, String type) {
    if (script.parents().stream().anyMatch(up -> INERT.contains(up.normalName()))) {
      return Place.INERT;
    }
    if (ROCKET_LOADER.matcher(type).matches()) {
      return Place.DEFERRED;
    }
    return RUN.contains(type) && script.hasAttr("src") ? Place.LIVE : Place.HELD_BACK;
  }

  private static Optional<URI> address(Element script, String name) {
    return script.hasAttr(name) && !script.attr(name).isBlank()
        ? WebUri.parse(script.absUrl(name))
        : Optional.empty();
  }

  private boolean comments(Node node) {
    return node.nodeStream(Comment.class).anyMatch(comment -> mentions(comment.getData()));
  }

  private boolean mentions(String text) {
    return text.contains("data-site=") && paths.stream().anyMatch(text::contains);
  }
}
