package io.piste.privacy;

import io.piste.base.ContactId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** Asks all stores about a person. */
public final class PersonalFile {
  private final List<PersonalData> stores;

  /** Of these stores, in the order in which they are told. */
  public PersonalFile(List<PersonalData> stores) {
    this.stores = List.copyOf(stores);
  }

  /** All that is kept, by kind; a kind without rows is an empty list. */
  public Map<String, List<Map<String, Object>>> tell(Handle handle, Person person) {
    Map<String, List<Map<String, Object>>> told = new LinkedHashMap<>();
    for (PersonalTable table : tables()) {
      told.put(
          table.name(),
          isOf(person, table)
              ? bound(handle.createQuery(told(table)), table, person)
                  .bind("contact", contact(person))
                  .map(PersonalRow::read)
                  .list()
              : List.of());
    }
    return told;
  }

  /**
   * Removes all of it, in the caller's transaction; answers how much there was, by kind. What is
   * kept as proof is not counted.
   */
  public Map<String, Integer> erase(Handle handle, Person person) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (PersonalTable table : tables()) {
      counts.put(table.name(), count(handle, person, table));
    }
    stores.forEach(store -> store.forget(handle, person));
    for (PersonalTable table : tables()) {
      for (String sql : isOf(person, table) ? table.erase() : List.<String>of()) {
        update(handle.createUpdate(sql), table, person);
      }
    }
    return counts;
  }

  private List<PersonalTable> tables() {
    return stores.stream().flatMap(store -> store.tables().stream()).toList();
  }

  /**
   * Of a browser that several people used each is told their own acts, as the console shows them.
   */
  private static String told(PersonalTable table) {
    return table.key() == PersonalTable.Key.CONTACT
        ? table.select()
        : """
          SELECT kept.* FROM (%1$s) kept
          WHERE EXISTS (SELECT 1 FROM identity_link l
                        WHERE l.contact_id = :contact AND l.site_id = :site
                          AND l.visitor_id = kept.visitor_id AND l.since_at <= kept.%2$s
                          AND (l.undone_at IS NULL OR l.undone_at > kept.%2$s))
          """
            .formatted(table.select(), table.time());
  }

  private static boolean isOf(Person person, PersonalTable table) {
    return switch (table.key()) {
      case CONTACT -> person.contact() != null;
      case VISITORS -> !person.visitors().isEmpty();
    };
  }

  private static int count(Handle handle, Person person, PersonalTable table) {
    return isOf(person, table)
        ? bound(
                handle.createQuery("SELECT COUNT(*) FROM (" + table.select() + ") counted"),
                table,
                person)
            .mapTo(int.class)
            .one()
        : 0;
  }

  private static Query bound(Query query, PersonalTable table, Person person) {
    query.bind("site", person.site());
    return switch (table.key()) {
      case CONTACT -> query.bind("contact", contact(person));
      case VISITORS -> query.bindList("visitors", List.copyOf(person.visitors()));
    };
  }

  private static void update(Update update, PersonalTable table, Person person) {
    update.bind("site", person.site());
    switch (table.key()) {
      case CONTACT -> update.bind("contact", contact(person)).execute();
      case VISITORS -> update.bindList("visitors", List.copyOf(person.visitors())).execute();
    }
  }

  private static ContactId contact(Person person) {
    ContactId contact = person.contact();
    if (contact == null) {
      throw new IllegalStateException("no contact to bind");
    }
    return contact;
  }
}
