package io.piste.consent;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.ConsentId;
import io.piste.support.TestTracker;
import org.jdbi.v3.core.Jdbi;

/** Looks at the consent records behind the store's back. */
final class ProofRows {
  private final Jdbi jdbi;

  ProofRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Records of the visitor's first choice and of the one that followed it. */
  int about(TestTracker.Visitor visitor, JsonNode answer) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) FROM consent_record WHERE consent_id = :first"
                        + " OR (consent_id = :last AND previous_id = :first)")
                .bind("first", ConsentId.parse(visitor.consent()).orElseThrow())
                .bind("last", ConsentId.parse(answer.get("id").textValue()).orElseThrow())
                .mapTo(int.class)
                .one());
  }

  /** A column of a record as text: bytes in hexadecimal, NULL as nothing. */
  String column(JsonNode answer, String column) {
    String sql =
        "SELECT COALESCE(%s, '') FROM consent_record WHERE consent_id = :id"
            .formatted(
                column.endsWith("_id") || column.equals("text_hash")
                    ? "LOWER(HEX(" + column + "))"
                    : column);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("id", ConsentId.parse(answer.get("id").textValue()).orElseThrow())
                .mapTo(String.class)
                .one());
  }
}
