package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Names and addresses of a segment's members. Contacts that are restricted or were merged into
 * others are left out. Thread-safe.
 */
public final class SegmentPeople {
  /** Somebody. */
  public record Person(ContactId id, String email, @Nullable String name) {}

  /** Somebody who is in a segment. */
  public record Member(Person person, Instant enteredAt) {}

  private static final String NAMES =
      """
      SELECT id, email, first_name, last_name FROM contact
      WHERE id IN (<ids>) AND restricted_at IS NULL AND merged_into IS NULL
      """;

  /** The addresses that begin so are read in their order, and held against the members. */
  private static final String SEARCH =
      """
      SELECT c.id, c.email, c.first_name, c.last_name, m.entered_at
      FROM contact c
      JOIN segment_member m ON m.contact_id = c.id AND m.segment_id = :segment
      JOIN segment s ON s.id = m.segment_id AND s.site_id = :site
      WHERE c.email LIKE :start AND c.restricted_at IS NULL AND c.merged_into IS NULL
      ORDER BY c.email LIMIT :limit
      """;

  private static final String BY_ADDRESS =
      """
      SELECT c.id, c.email, EXISTS (SELECT 1 FROM segment_member m
        WHERE m.segment_id = :segment AND m.contact_id = c.id) AS there
      FROM contact c
      WHERE c.email IN (<emails>) AND c.restricted_at IS NULL AND c.merged_into IS NULL
      """;

  private static final int AT_ONCE = 500;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public SegmentPeople(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who these are, in the same order; those who are gone are left out. */
  public List<Person> of(List<ContactId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<ContactId, Person> found = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(NAMES)
                .bindList("ids", ids.stream().map(ContactId::value).toList())
                .map((row, context) -> person(row))
                .forEach(person -> found.put(person.id(), person)));
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  /** The members of a segment whose address begins so, by address. */
  public List<Member> search(SiteId site, long segment, String start, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SEARCH)
                .bind("site", site)
                .bind("segment", segment)
                .bind("start", start.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .bind("limit", limit)
                .map((row, context) -> new Member(person(row), Columns.instant(row, "entered_at")))
                .list());
  }

  /**
   * What a list of addresses means for a segment.
   *
   * @param fresh contacts that are not in it
   * @param there how many are in it already
   * @param unknown addresses that no contact has
   */
  public record Pasted(List<ContactId> fresh, int there, List<EmailAddress> unknown) {
    public Pasted {
      fresh = List.copyOf(fresh);
      unknown = List.copyOf(unknown);
    }
  }

  /** Looks up addresses, some hundreds at a time. */
  public Pasted pasted(long segment, Collection<EmailAddress> addresses) {
    Map<String, EmailAddress> left = new LinkedHashMap<>();
    addresses.forEach(address -> left.put(address.value(), address));
    List<ContactId> fresh = new ArrayList<>();
    Set<String> there = new HashSet<>();
    List<String> all = List.copyOf(left.keySet());
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      jdbi.useHandle(
          handle ->
              handle
                  .createQuery(BY_ADDRESS)
                  .bind("segment", segment)
                  .bindList("emails", some)
                  .map(
                      (row, context) -> {
                        String email = row.getString("email");
                        if (row.getBoolean("there")) {
                          there.add(email);
                        } else {
                          fresh.add(new ContactId(row.getLong("id")));
                        }
                        return email;
                      })
                  .forEach(left::remove));
    }
    return new Pasted(fresh, there.size(), List.copyOf(left.values()));
  }

  private static Person person(ResultSet row) throws SQLException {
    return new Person(new ContactId(row.getLong("id")), row.getString("email"), Columns.name(row));
  }
}
