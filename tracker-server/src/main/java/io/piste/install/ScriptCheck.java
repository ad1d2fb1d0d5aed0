package io.piste.install;

import io.piste.fetch.FetchProblem;
import io.piste.fetch.Fetched;
import io.piste.fetch.WebUri;
import io.piste.site.Site;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The points about the scripts: are they where the page looks for them, and are they ours. */
final class ScriptCheck {
  private static final Set<Integer> BARRED = Set.of(401, 403, 407, 429, 503);

  /** In both scripts, of every version. */
  private static final String OURS = "piste:consent";

  private final Asker asker;
  private final Site site;
  private final @Nullable SeenPage page;

  ScriptCheck(Asker asker, Site site, @Nullable SeenPage page) {
    this.asker = asker;
    this.site = site;
    this.page = page;
  }

  Finding script(URI url, String shipped) {
    Finding found = look(Point.SCRIPT, url, shipped);
    boolean elsewhere = !WebUri.origin(url).equals(site.trackerUrl());
    return found.mark() == Mark.GOOD && elsewhere
        ? Finding.unsure(Point.SCRIPT, "elsewhere", WebUri.origin(url), site.trackerUrl())
        : found;
  }

  Finding banner(URI url, String shipped, @Nullable FoundTag tag) {
    boolean off = tag != null && tag.bannerOff();
    boolean loaded =
        page != null
            && page.html().select("script[src]").eachAttr("abs:src").contains(url.toString());
    if (off && !loaded) {
      return Finding.unsure(Point.BANNER, "off");
    }
    return look(Point.BANNER, url, shipped);
  }

  private Finding look(Point point, URI url, String shipped) {
    if (page != null
        && page.fetched().address().getScheme().equals("https")
        && url.getScheme().equals("http")) {
      return Finding.bad(point, "mixed", url.toString());
    }
    try {
      return judge(point, url, asker.get(url, Map.of()), shipped);
    } catch (FetchProblem problem) {
      return PageCheck.unreachable(point, problem);
    }
  }

  private static Finding judge(Point point, URI url, Fetched answer, String shipped) {
    String status = Integer.toString(answer.status());
    if (BARRED.contains(answer.status())) {
      return Finding.unsure(point, "barred", url.toString(), status);
    }
    if (answer.status() / 100 != 2 || answer.type().equals("text/html")) {
      return Finding.bad(point, "not_forwarded", url.toString(), status).paste(ProxyLines.all());
    }
    String text = answer.text();
    if (text.equals(shipped)) {
      return Finding.good(point, "good", url.toString());
    }
    return text.contains(OURS)
        ? Finding.unsure(point, "other_version", url.toString())
        : Finding.bad(point, "foreign", url.toString());
  }
}
