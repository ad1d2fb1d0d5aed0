package io.piste.console.view;

import java.util.List;

/** All sites. */
public record SitesView(List<Row> rows) {

  /** A site; {@code seen} says when it was visited last, in words. */
  public record Row(
      String publicId, String name, String hosts, String seen, boolean alive, boolean recovery) {}

  public SitesView {
    rows = List.copyOf(rows);
  }
}
