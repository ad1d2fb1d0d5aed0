package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;

/** The proof as a document. */
public record ConsentProofView(
    Site site,
    String about,
    String madeAt,
    List<ConsentRecordsView.Row> rows,
    List<ConsentTextView> texts) {
  public ConsentProofView {
    rows = List.copyOf(rows);
    texts = List.copyOf(texts);
  }
}
