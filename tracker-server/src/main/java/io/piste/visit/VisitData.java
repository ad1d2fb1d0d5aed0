package io.piste.visit;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/**
 * What somebody looked at, for the rights of persons. It goes with the events that it came from.
 */
public final class VisitData implements PersonalData {
  private static final String OF_THESE = " WHERE site_id = :site AND visitor_id IN (<visitors>)";

  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofVisitors(
              "sessions",
              "SELECT visitor_id, started_at, last_at, pages, entry_url, referrer"
                  + " FROM visit_session"
                  + OF_THESE,
              "started_at"),
          PersonalTable.ofVisitors(
              "pages",
              "SELECT visitor_id, viewed_at, url, title FROM page_view" + OF_THESE,
              "viewed_at"),
          PersonalTable.ofVisitors(
              "products",
              "SELECT visitor_id, viewed_at, sku, name, url FROM product_view" + OF_THESE,
              "viewed_at"),
          PersonalTable.ofVisitors(
              "events",
              "SELECT visitor_id, happened_at, kind, name FROM visit_event" + OF_THESE,
              "happened_at"));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
