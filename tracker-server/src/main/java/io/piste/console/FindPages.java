package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.FindView;
import io.piste.console.view.FindView.Part;
import io.piste.console.view.FindView.Row;
import io.piste.report.Finder;
import io.piste.site.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The find box: the list under it while somebody types, and the page that Enter leads to. */
final class FindPages {
  private static final String PATH = "/console/find";
  private static final int IN_LIST = 6;
  private static final int ON_PAGE = 50;
  private static final int LONGEST = 254;

  private final Finder finder;

  FindPages(Jdbi jdbi) {
    this.finder = new Finder(jdbi);
  }

  /** Everything that was found. */
  Answer page(PageRequest asked) {
    String tag = asked.field("tag");
    Optional<Site> site = asked.site();
    if (!tag.isEmpty() && site.isPresent()) {
      List<Row> rows =
          finder.withTag(site.get().id(), tag, ON_PAGE).stream()
              .map(found -> contact(asked, found))
              .toList();
      return Answer.page(
          "find",
          "find.title",
          new FindView("", asked.texts().of("find.with-tag", tag), parts("contacts", rows)));
    }
    return Answer.page("find", "find.title", view(asked, ON_PAGE));
  }

  /** The first of each kind, for the list under the box. */
  Answer list(PageRequest asked) {
    return Answer.page("find_list", "find.title", view(asked, IN_LIST));
  }

  private FindView view(PageRequest asked, int limit) {
    String text = asked.field("q");
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    Finder.Result found = finder.find(cut, asked.sites().stream().map(Site::id).toList(), limit);
    List<Part> parts = new ArrayList<>();
    parts.addAll(
        parts("contacts", found.contacts().stream().map(one -> contact(asked, one)).toList()));
    parts.addAll(parts("tags", found.tags().stream().map(one -> tag(asked, one)).toList()));
    parts.addAll(
        parts("consents", found.consents().stream().map(one -> consent(asked, cut, one)).toList()));
    parts.addAll(
        parts("strangers", found.strangers().stream().map(one -> stranger(asked, one)).toList()));
    return new FindView(cut, null, parts);
  }

  private static List<Part> parts(String key, List<Row> rows) {
    return rows.isEmpty() ? List.of() : List.of(new Part(key, rows));
  }

  private static Row contact(PageRequest asked, Finder.Found found) {
    String name = found.name();
    String by =
        switch (found.by()) {
          case VISITOR -> asked.texts().of("find.by.visitor");
          case CONSENT -> asked.texts().of("find.by.consent");
          case EMAIL, NAME, COMPANY -> "";
        };
    String email = name == null ? "" : found.email();
    String detail = by.isEmpty() || email.isEmpty() ? email + by : email + " · " + by;
    return new Row(
        "",
        name == null ? found.email() : name,
        blankToNull(detail),
        ContactPage.PATH + found.id());
  }

  private static Row tag(PageRequest asked, Finder.Tag tag) {
    String site = asked.sites().size() < 2 ? "" : asked.siteName(tag.site().value());
    return new Row(
        "product",
        tag.name(),
        blankToNull(site),
        PATH
            + "?site="
            + asked.sitePublicId(tag.site())
            + "&tag="
            + URLEncoder.encode(tag.name(), StandardCharsets.UTF_8));
  }

  private static Row consent(PageRequest asked, String id, SiteId site) {
    return new Row(
        "consent",
        id,
        asked.siteName(site.value()),
        "/console/sites/"
            + asked.sitePublicId(site)
            + "/consent/records?id="
            + URLEncoder.encode(id, StandardCharsets.UTF_8));
  }

  private static Row stranger(PageRequest asked, Finder.Stranger stranger) {
    return new Row(
        "device",
        stranger.visitor().toString(),
        asked.texts().of("find.stranger", asked.siteName(stranger.site().value())),
        null);
  }

  private static @Nullable String blankToNull(String text) {
    return text.isBlank() ? null : text;
  }
}
