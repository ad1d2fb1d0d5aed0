package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.db.Jdbis;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Contacts that are likely one person. Each likeness is an index of the table of contacts, which is
 * read in steps from a key on: a page looks at some hundred thousand contacts at most and says
 * where the next one goes on. Of whom somebody said that they are not one is not shown.
 * Thread-safe.
 */
public final class Duplicates {
  /** What two contacts have in common. */
  public enum Likeness {
    /** The same mailbox, by how the provider reads addresses. */
    EMAIL("contact_email_key", "email_key"),
    /** The same telephone number. */
    PHONE("contact_phone", "phone"),
    /** The same first and last name at the same postcode. */
    POSTCODE("contact_postcode_name", "postcode last_name first_name"),
    /** The same first and last name in the same company. */
    COMPANY("contact_company_name", "company last_name first_name");

    private final String index;
    private final String columns;

    Likeness(String index, String columns) {
      this.index = index;
      this.columns = columns;
    }

    private List<String> columns() {
      return List.of(columns.split(" ", -1));
    }

    /** Its name in addresses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The likeness of a word; empty when there is none. */
    public static Optional<Likeness> of(String word) {
      return List.of(values()).stream().filter(one -> one.word().equals(word)).findFirst();
    }
  }

  /**
   * Two contacts that are likely one; the older one first.
   *
   * @param common what they have in common
   */
  public record Pair(Two one, Two other, List<String> common) {
    public Pair {
      common = List.copyOf(common);
    }
  }

  /** One of them. */
  public record Two(
      ContactId id, String email, @Nullable String firstName, @Nullable String lastName) {}

  /**
   * A part of the list.
   *
   * @param next the key to go on from; empty at the end
   */
  public record Page(List<Pair> pairs, List<String> next) {
    public Page {
      pairs = List.copyOf(pairs);
      next = List.copyOf(next);
    }
  }

  private static final int STEP = 20_000;
  private static final int STEPS = 15;
  private static final int MEMBERS = 10;

  private static final String DISTINCT =
      """
      SELECT lower_id, higher_id FROM contact_distinct
      WHERE lower_id IN (<ids>) AND higher_id IN (<ids>)
      """;

  private static final String SAY_DISTINCT =
      """
      INSERT IGNORE INTO contact_distinct (lower_id, higher_id, said_at, said_by)
      VALUES (LEAST(:one, :other), GREATEST(:one, :other), :now, :by)
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads and writes through the given pool. */
  public Duplicates(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Pairs behind a key, about {@code limit}.
   *
   * @param after the key of the page before; empty: from the start
   */
  public Page page(Likeness likeness, List<String> after, int limit) {
    return jdbi.withHandle(
        handle -> {
          List<Pair> pairs = new ArrayList<>();
          List<String> key = after;
          for (int step = 0; step < STEPS; step++) {
            Keys keys = keys(handle, likeness, key);
            for (List<String> candidate : keys.candidates()) {
              pairs.addAll(pairs(handle, likeness, candidate));
              if (pairs.size() >= limit) {
                return new Page(pairs, candidate);
              }
            }
            if (keys.last().isEmpty()) {
              return new Page(pairs, List.of());
            }
            key = keys.last();
          }
          return new Page(pairs, key);
        });
  }

  /** Somebody looked: these two are not one. */
  public void sayDistinct(ContactId one, ContactId other, String by) {
    if (!one.equals(other)) {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(SAY_DISTINCT)
                  .bind("one", one)
                  .bind("other", other)
                  .bind("now", clock.instant())
                  .bind("by", by)
                  .execute());
    }
  }

  /** Keys of several contacts within a step, and where the step ended; empty at the end. */
  private record Keys(List<List<String>> candidates, List<String> last) {}

  private static Keys keys(Handle handle, Likeness likeness, List<String> after) {
    String columns = String.join(", ", likeness.columns());
    String present =
        String.join(" AND ", likeness.columns().stream().map(c -> c + " > ''").toList());
    String sql =
        "SELECT %1$s, COUNT(*) AS people FROM (SELECT %1$s FROM contact FORCE INDEX (%2$s) WHERE %3$s%4$s ORDER BY %1$s LIMIT %5$d) step GROUP BY %1$s ORDER BY %1$s"
            .formatted(columns, likeness.index, present, behind(likeness.columns(), after), STEP);
    List<List<String>> several = new ArrayList<>();
    List<String> last = new ArrayList<>();
    long[] seen = {0};
    var query = handle.createQuery(sql);
    for (int i = 0; i < after.size(); i++) {
      query.bind("k" + i, after.get(i));
    }
    query
        .map(
            (row, context) -> {
              List<String> key = new ArrayList<>();
              for (String column : likeness.columns()) {
                key.add(row.getString(column));
              }
              last.clear();
              last.addAll(key);
              seen[0] += row.getLong("people");
              return row.getLong("people") > 1 ? key : List.<String>of();
            })
        .forEach(
            key -> {
              if (!key.isEmpty()) {
                several.add(key);
              }
            });
    boolean full = seen[0] == STEP;
    if (full && !last.isEmpty() && (several.isEmpty() || !several.getLast().equals(last))) {
      // More of the last one may stand behind the step.
      several.add(List.copyOf(last));
    }
    return new Keys(several, full ? List.copyOf(last) : List.of());
  }

  /** What comes behind a key in the order of an index. */
  private static String behind(List<String> columns, List<String> after) {
    if (after.size() != columns.size()) {
      return "";
    }
    List<String> ways = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      StringBuilder way = new StringBuilder();
      for (int same = 0; same < i; same++) {
        way.append(columns.get(same)).append(" = :k").append(same).append(" AND ");
      }
      ways.add("(" + way + columns.get(i) + " > :k" + i + ")");
    }
    return " AND (" + String.join(" OR ", ways) + ")";
  }

  private static List<Pair> pairs(Handle handle, Likeness likeness, List<String> key) {
    String same =
        String.join(
            " AND ",
            likeness.columns().stream()
                .map(column -> column + " = :k" + likeness.columns().indexOf(column))
                .toList());
    var query =
        handle.createQuery(
            "SELECT id, email, first_name, last_name FROM contact WHERE %s AND merged_into IS NULL AND created_at >= 0 ORDER BY id LIMIT %d"
                .formatted(same, MEMBERS));
    for (int i = 0; i < key.size(); i++) {
      query.bind("k" + i, key.get(i));
    }
    List<Two> members =
        query
            .map(
                (row, context) ->
                    new Two(
                        new ContactId(row.getLong("id")),
                        row.getString("email"),
                        row.getString("first_name"),
                        row.getString("last_name")))
            .list();
    return members.size() < 2 ? List.of() : pairs(handle, members, key);
  }

  private static List<Pair> pairs(Handle handle, List<Two> members, List<String> key) {
    Set<Set<Long>> distinct = new HashSet<>();
    handle
        .createQuery(DISTINCT)
        .bindList("ids", Jdbis.padded(members.stream().map(Two::id).toList()))
        .map((row, context) -> Set.of(row.getLong("lower_id"), row.getLong("higher_id")))
        .forEach(distinct::add);
    List<Pair> pairs = new ArrayList<>();
    for (int j = 1; j < members.size(); j++) {
      for (int i = 0; i < j; i++) {
        Set<Long> two = Set.of(members.get(i).id().value(), members.get(j).id().value());
        if (!distinct.contains(two)) {
          pairs.add(new Pair(members.get(i), members.get(j), shown(key)));
          break;
        }
      }
    }
    return pairs;
  }

  private static List<String> shown(List<String> key) {
    List<String> turned = new ArrayList<>(new LinkedHashSet<>(key));
    Collections.reverse(turned);
    return turned;
  }
}
