package io.piste.install;

import io.piste.fetch.Fetched;
import io.piste.fetch.WebUri;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A page as it came.
 *
 * @param tags what was found of ours in it, the best first
 */
record SeenPage(Fetched fetched, Document html, List<FoundTag> tags, List<ContentPolicy> policies) {
  SeenPage {
    tags = List.copyOf(tags);
    policies = List.copyOf(policies);
  }

  static SeenPage of(Fetched fetched, TagFinder finder) {
    Document html = parse(fetched);
    return new SeenPage(fetched, html, finder.find(html), ContentPolicy.of(fetched, html));
  }

  private static Document parse(Fetched fetched) {
    try {
      return Jsoup.parse(
          new ByteArrayInputStream(fetched.body().bytes()),
          fetched.charset().map(Charset::name).orElse(null),
          fetched.address().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String origin() {
    return WebUri.origin(fetched.address());
  }

  /** Whether it carries the tag of that site where browsers run it. */
  boolean carries(String publicId) {
    return tags.stream().anyMatch(tag -> tag.runs() && tag.site().equals(publicId));
  }
}
