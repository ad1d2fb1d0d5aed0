package io.piste.consent;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/**
 * What browsers of a person agreed to, for the rights of persons. Erasing leaves it: it is the
 * proof that what was done was allowed (rule P1), holds no name and no address, and ends by its own
 * retention. Without the links nothing tells whose it was.
 */
public final class ConsentData implements PersonalData {
  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofVisitors(
              "consents",
              """
              SELECT visitor_id, consent_id, text_version, language, granted, refused, how, page,
                     decided_at
              FROM consent_record WHERE site_id = :site AND visitor_id IN (<visitors>)
              """,
              "decided_at"));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
