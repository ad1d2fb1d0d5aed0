package io.piste.console.view;

import io.piste.console.view.ConsentPublishView.Change;
import io.piste.site.Site;
import java.util.List;

/** All that was ever published, and every text that pages were shown, newest first. */
public record ConsentHistoryView(Site site, List<Row> rows, List<Text> texts) {
  /** A publication. */
  public record Row(
      int version,
      boolean material,
      String at,
      String iso,
      String by,
      String hash,
      List<Change> changes) {}

  /** A text as it was served. */
  public record Text(String hash, String language, int version, String at, String iso) {}

  public ConsentHistoryView {
    rows = List.copyOf(rows);
    texts = List.copyOf(texts);
  }

  /** Where the pages of consent are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/consent";
  }
}
