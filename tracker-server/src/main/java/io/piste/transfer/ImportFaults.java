package io.piste.transfer;

import io.piste.db.JsonRows;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What is wrong with single lines, as the latest run over them found it. Thread-safe. */
public final class ImportFaults {
  private static final String CLEAR =
      "DELETE FROM contact_import_fault WHERE import_id = :id AND line >= :first AND line <= :last";

  private static final String ADD =
      """
      INSERT IGNORE INTO contact_import_fault (import_id, line, field, fault, detail)
      SELECT :id, v.line, v.field, v.fault, v.detail
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        line BIGINT PATH '$[0]', field VARCHAR(70) CHARACTER SET ascii PATH '$[1]',
        fault VARCHAR(60) CHARACTER SET ascii PATH '$[2]', detail VARCHAR(300) PATH '$[3]')) v
      """;

  private static final String PAGE =
      """
      SELECT line, field, fault, detail FROM contact_import_fault
      WHERE import_id = :id AND line > :after ORDER BY line, field LIMIT :limit
      """;

  private static final String DELETE =
      "DELETE FROM contact_import_fault WHERE import_id = :id LIMIT :limit";

  private static final int AT_ONCE = 10_000;

  private final Jdbi jdbi;

  /** Asks nothing yet. */
  public ImportFaults(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Those of the lines from first to last are these now. */
  void become(Handle handle, long id, List<FileRow> rows, List<LineFault> faults) {
    handle
        .createUpdate(CLEAR)
        .bind("id", id)
        .bind("first", rows.getFirst().line())
        .bind("last", rows.getLast().line())
        .execute();
    if (!faults.isEmpty()) {
      JsonRows json = new JsonRows();
      faults.forEach(each -> json.row(each.line(), each.field(), each.word(), each.detail()));
      handle.createUpdate(ADD).bind("id", id).bind("rows", json.toString()).execute();
    }
  }

  /** The first of them. */
  public List<LineFault> first(long id, int limit) {
    return after(id, 0, limit);
  }

  /** Those behind a line; the last line may be told in part, and is left out then. */
  List<LineFault> after(long id, long line, int limit) {
    List<LineFault> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(PAGE)
                    .bind("id", id)
                    .bind("after", line)
                    .bind("limit", limit)
                    .map(
                        (row, context) ->
                            new LineFault(
                                row.getLong("line"),
                                row.getString("field"),
                                row.getString("fault"),
                                row.getString("detail")))
                    .list());
    if (found.size() < limit || found.getFirst().line() == found.getLast().line()) {
      return found;
    }
    List<LineFault> whole = new ArrayList<>(found);
    whole.removeIf(each -> each.line() == found.getLast().line());
    return whole;
  }

  /** Deletes all of an import, some at a time. */
  void delete(long id) {
    int deleted = AT_ONCE;
    while (deleted == AT_ONCE) {
      deleted =
          jdbi.withHandle(
              handle ->
                  handle.createUpdate(DELETE).bind("id", id).bind("limit", AT_ONCE).execute());
    }
  }
}
