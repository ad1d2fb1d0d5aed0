package io.piste.segment;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/** In which segments a person is and was, for the rights of persons. */
public final class SegmentData implements PersonalData {
  private static final String OF_SITE = " WHERE x.contact_id = :contact AND s.site_id = :site";

  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofContact(
              "segments",
              "SELECT s.name AS segment, x.entered_at FROM segment_member x"
                  + " JOIN segment s ON s.id = x.segment_id"
                  + OF_SITE,
              "DELETE x FROM segment_member x JOIN segment s ON s.id = x.segment_id" + OF_SITE),
          PersonalTable.ofContact(
              "segmentChanges",
              "SELECT s.name AS segment, x.entered, x.cause, x.changed_at FROM segment_change x"
                  + " JOIN segment s ON s.id = x.segment_id"
                  + OF_SITE,
              "DELETE x FROM segment_change x JOIN segment s ON s.id = x.segment_id" + OF_SITE));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
