package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Choices on record.
 *
 * @param id that was looked up; empty for none
 * @param email of the person, where one was looked up
 * @param latest whether these are the newest of everybody
 * @param proof where the signed files are; null when there is nothing to prove
 */
public record ConsentRecordsView(
    Site site,
    String id,
    @Nullable String email,
    boolean latest,
    List<Row> rows,
    @Nullable String proof) {
  /** A choice. */
  public record Row(
      String id,
      String at,
      String iso,
      String how,
      String granted,
      String refused,
      int version,
      String hash,
      String language,
      String page,
      boolean gpc,
      String previous) {}

  public ConsentRecordsView {
    rows = List.copyOf(rows);
  }

  /** Where the pages of consent are. */
  public String path() {
    return "/console/sites/" + site.publicId() + "/consent";
  }
}
