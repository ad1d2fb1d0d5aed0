package io.piste.console;

import io.piste.console.view.ContentsView;
import io.piste.console.view.ContentsView.Row;
import io.piste.console.view.Texts;
import io.piste.report.ContentList;
import io.piste.site.Site;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Contents that plug-ins handed in. */
final class ContentsPage implements Page {
  private static final int ROWS = 50;
  private static final int LONGEST_SEARCH = 100;

  private final ContentList contents;

  ContentsPage(Jdbi jdbi) {
    this.contents = new ContentList(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    Site site = SitesPages.named(asked);
    String typed = asked.field("q");
    String search = typed.length() > LONGEST_SEARCH ? typed.substring(0, LONGEST_SEARCH) : typed;
    long before = asked.number("before").orElse(Long.MAX_VALUE);
    List<ContentList.Row> found = contents.page(site.id(), search, before, ROWS + 1);
    boolean more = found.size() > ROWS;
    List<ContentList.Row> shown = more ? found.subList(0, ROWS) : found;
    String next =
        "?before="
            + (more ? shown.getLast().id() : 0)
            + (search.isEmpty() ? "" : "&q=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
    return Answer.page(
        "contents",
        "contents.title",
        new ContentsView(
            site,
            search,
            shown.stream().map(row -> row(asked, row)).toList(),
            before != Long.MAX_VALUE,
            more ? next : null));
  }

  private static Row row(PageRequest asked, ContentList.Row row) {
    Texts texts = asked.texts();
    return new Row(
        row.title(),
        row.url(),
        word(texts, "contents.type.", row.type()),
        word(texts, "contents.source.", row.source()),
        asked.formats().date(row.publishedAt()),
        asked.formats().iso(row.publishedAt()));
  }

  private static String word(Texts texts, String start, String word) {
    return texts.has(start + word) ? texts.of(start + word) : word;
  }
}
