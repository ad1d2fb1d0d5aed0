package io.piste.segment;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Writes who is in which segment, many at once, inside the caller's transaction. */
final class MemberRows {
  /** Why somebody entered or left, as stored. */
  enum Cause {
    /** Something happened, or time passed. */
    EVENT,
    /** The rule is new or another. */
    RULE,
    /** A person, a file or a shop said so. */
    HAND;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Somebody enters or leaves. */
  record Move(long segment, long contact, boolean entered) {}

  private static final String ROWS =
      "JSON_TABLE(:rows, '$[*]' COLUMNS (segment BIGINT PATH '$[0]', contact BIGINT PATH '$[1]')) v";

  /** A contact that was erased meanwhile stays away. */
  private static final String ENTER =
      """
      INSERT INTO segment_member (segment_id, contact_id, entered_at)
      SELECT v.segment, v.contact, :now
      FROM %s STRAIGHT_JOIN contact c ON c.id = v.contact
      ON DUPLICATE KEY UPDATE entered_at = entered_at
      """
          .formatted(ROWS);

  private static final String LEAVE =
      """
      DELETE m FROM %s
      STRAIGHT_JOIN segment_member m ON m.segment_id = v.segment AND m.contact_id = v.contact
      """
          .formatted(ROWS);

  private static final String NOTE =
      """
      INSERT INTO segment_change (segment_id, contact_id, entered, cause, changed_at)
      SELECT v.segment, v.contact, v.entered, :cause, :now
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (segment BIGINT PATH '$[0]',
        contact BIGINT PATH '$[1]', entered INT PATH '$[2]')) v
      STRAIGHT_JOIN contact c ON c.id = v.contact
      """;

  private static final String FREE =
      """
      SELECT c.id
      FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) v STRAIGHT_JOIN contact c
        ON c.id = v.id AND c.restricted_at IS NULL AND c.merged_into IS NULL
      """;

  private static final String KNOWN =
      """
      SELECT p.contact_id
      FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) v STRAIGHT_JOIN profile p
        ON p.contact_id = v.id AND p.site_id = :site
      """;

  private static final String MEMBERS =
      """
      SELECT m.contact_id
      FROM JSON_TABLE(:ids, '$[*]' COLUMNS (id BIGINT PATH '$')) v STRAIGHT_JOIN segment_member m
        ON m.segment_id = :segment AND m.contact_id = v.id
      """;

  private final Handle handle;
  private final SiteId site;

  MemberRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /** Writes moves and notes that they were made. */
  void move(Collection<Move> moves, Cause cause, Instant now) {
    JsonRows entering = new JsonRows();
    JsonRows leaving = new JsonRows();
    JsonRows all = new JsonRows();
    for (Move move : moves) {
      (move.entered() ? entering : leaving).row(move.segment(), move.contact());
      all.row(move.segment(), move.contact(), move.entered() ? 1 : 0);
    }
    if (!entering.isEmpty()) {
      handle.createUpdate(ENTER).bind("rows", entering.toString()).bind("now", now).execute();
    }
    if (!leaving.isEmpty()) {
      handle.createUpdate(LEAVE).bind("rows", leaving.toString()).execute();
    }
    if (!all.isEmpty()) {
      handle
          .createUpdate(NOTE)
          .bind("rows", all.toString())
          .bind("cause", cause.word())
          .bind("now", now)
          .execute();
    }
  }

  /** Those of some contacts that are members of a segment. */
  ContactSet members(long segment, ContactSet some) {
    return some.isEmpty()
        ? some
        : set(
            handle
                .createQuery(MEMBERS)
                .bind("ids", some.json())
                .bind("segment", segment)
                .mapTo(Long.class)
                .list());
  }

  /** Those of some contacts that may be in a segment, and that the site knows. */
  ContactSet known(ContactSet some) {
    return some.isEmpty()
        ? some
        : free(
            set(
                handle
                    .createQuery(KNOWN)
                    .bind("ids", some.json())
                    .bind("site", site)
                    .mapTo(Long.class)
                    .list()));
  }

  private ContactSet free(ContactSet some) {
    return some.isEmpty()
        ? some
        : set(handle.createQuery(FREE).bind("ids", some.json()).mapTo(Long.class).list());
  }

  static ContactSet set(Collection<Long> ids) {
    return ContactSet.of(ids.stream().mapToLong(Long::longValue).toArray(), ids.size());
  }

  static ContactSet of(Collection<ContactId> contacts) {
    return ContactSet.of(contacts.stream().mapToLong(ContactId::value).toArray(), contacts.size());
  }

  /** Puts contacts into a segment, or takes them out of it, where that changes something. */
  List<Move> changes(long segment, ContactSet contacts, boolean enter) {
    ContactSet there = members(segment, contacts);
    ContactSet moving = enter ? free(contacts.without(there)) : there;
    List<Move> moves = new ArrayList<>(moving.size());
    for (long contact : moving.toArray()) {
      moves.add(new Move(segment, contact, enter));
    }
    return moves;
  }
}
