package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contents that arrived.
 *
 * @param search what was searched; empty for all
 * @param later whether this is not the first page
 * @param next address of the next page, null at the end
 */
public record ContentsView(
    Site site, String search, List<Row> rows, boolean later, @Nullable String next) {

  /**
   * One.
   *
   * @param type and {@code source} in words
   */
  public record Row(
      String title, String url, String type, String source, String date, String iso) {}

  public ContentsView {
    rows = List.copyOf(rows);
  }

  /** Where the page is. */
  public String address() {
    return "/console/sites/" + site.publicId() + "/connectors/contents";
  }
}
