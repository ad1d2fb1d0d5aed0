package io.piste.eventlog;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * Visitors whose rows are made anew together, since what one did has effects on rows of the other.
 *
 * @param now when they are
 */
public record Scope(Set<Scope.Visitor> visitors, Instant now) {
  private static final int AT_ONCE = 500;

  /** A visitor of a site. */
  public record Visitor(SiteId site, VisitorId id) {}

  public Scope {
    visitors = Set.copyOf(visitors);
  }

  /** Runs a statement that names {@code :site} and {@code <visitors>}, for all of them. */
  public void update(Handle handle, String sql) {
    update(handle, sql, update -> {});
  }

  /** The same for a statement that names more. */
  public void update(Handle handle, String sql, Consumer<Update> more) {
    for (Portion portion : portions()) {
      Update update = handle.createUpdate(sql);
      update.bind("site", portion.site()).bindList("visitors", portion.ids());
      more.accept(update);
      update.execute();
    }
  }

  /** Asks a question that names {@code :site} and {@code <visitors>}, for all of them. */
  public <T> List<T> query(Handle handle, String sql, RowMapper<T> mapper) {
    return query(handle, sql, mapper, query -> {});
  }

  /** The same for a question that names more. */
  public <T> List<T> query(Handle handle, String sql, RowMapper<T> mapper, Consumer<Query> more) {
    List<T> found = new ArrayList<>();
    for (Portion portion : portions()) {
      Query query = handle.createQuery(sql);
      query.bind("site", portion.site()).bindList("visitors", portion.ids());
      more.accept(query);
      found.addAll(query.map(mapper).list());
    }
    return found;
  }

  /** The visitors of each site, sites in the order of their numbers. */
  public Map<SiteId, Set<VisitorId>> bySite() {
    Map<SiteId, Set<VisitorId>> bySite = new TreeMap<>(Comparator.comparingLong(SiteId::value));
    visitors.forEach(
        visitor ->
            bySite.computeIfAbsent(visitor.site(), site -> new HashSet<>()).add(visitor.id()));
    return bySite;
  }

  private record Portion(SiteId site, List<VisitorId> ids) {}

  private List<Portion> portions() {
    List<Portion> portions = new ArrayList<>();
    bySite()
        .forEach(
            (site, ids) -> {
              List<VisitorId> all = List.copyOf(ids);
              for (int from = 0; from < all.size(); from += AT_ONCE) {
                portions.add(
                    new Portion(site, all.subList(from, Math.min(all.size(), from + AT_ONCE))));
              }
            });
    return portions;
  }
}
