package io.piste.cart;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.eventlog.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * When restore links were followed, and by which browsers, as far as those allow the use of carts.
 * An order that follows is of the cart. Nobody becomes a contact by it. Thread-safe.
 */
public final class CartReturns {
  /** A browser that allowed nothing, or is not known. */
  static final VisitorId SOMEBODY = new VisitorId(new UUID(0, 0));

  private static final RowMapper<CartReturn> ROW = ConstructorMapper.of(CartReturn.class);

  private static final String RESTORED =
      """
      UPDATE cart SET restored_at = :at
      WHERE id = :id AND state IN ('open', 'abandoned', 'emptied')
      """;

  /**
   * Once a minute is enough. The id of a cart names it alone when no other visitor had a cart of
   * that id before the first return; many shops call every cart "1" or "cart".
   */
  private static final String NOTE =
      """
      INSERT INTO cart_return (cart_id, visitor_id, followed_at, site_id, cart_key, own_key)
      SELECT c.id, :visitor, :at, c.site_id, c.cart_key,
        NOT EXISTS (
          SELECT 1 FROM cart other
          WHERE other.site_id = c.site_id AND other.cart_key = c.cart_key
            AND other.visitor_id <> c.visitor_id
            AND other.created_at <
              COALESCE((SELECT MIN(first.followed_at) FROM cart_return first
                        WHERE first.cart_id = c.id), :at))
      FROM cart c
      WHERE c.id = :id
        AND NOT EXISTS (
          SELECT 1 FROM cart_return known
          WHERE known.cart_id = c.id AND known.visitor_id = :visitor
            AND known.followed_at > :at - 60000 AND known.followed_at <= :at)
      """;

  private static final String SELECT =
      """
      SELECT cart_id AS cart, visitor_id AS visitor, followed_at AS at, own_key FROM cart_return
      """;

  private static final String BY_VISITORS =
      SELECT + "WHERE site_id = :site AND visitor_id IN (<visitors>) AND followed_at >= :since";

  private static final String BY_KEYS =
      SELECT
          + """
          WHERE site_id = :site AND cart_key IN (<keys>) AND followed_at >= :since AND own_key
          """;

  private static final String OF_CARTS = SELECT + "WHERE cart_id IN (<carts>)";

  private static final RowMapper<Scope.Visitor> VISITOR = ConstructorMapper.of(Scope.Visitor.class);

  private static final List<String> BETWEEN =
      List.of(
          """
          SELECT DISTINCT r.site_id AS site, r.visitor_id AS id
          FROM cart c JOIN cart_return r ON r.cart_id = c.id
          WHERE c.site_id = :site AND c.visitor_id IN (<visitors>)
            AND r.visitor_id <> UNHEX(REPEAT('0', 32))
          """,
          """
          SELECT DISTINCT c.site_id AS site, c.visitor_id AS id
          FROM cart_return r JOIN cart c ON c.id = r.cart_id
          WHERE r.site_id = :site AND r.visitor_id IN (<visitors>)
          """,
          """
          SELECT DISTINCT p.site_id AS site, p.visitor_id AS id
          FROM cart c JOIN purchase p ON p.id = c.closed_by
          WHERE c.site_id = :site AND c.visitor_id IN (<visitors>)
          """,
          """
          SELECT DISTINCT c.site_id AS site, c.visitor_id AS id
          FROM purchase p JOIN cart c ON c.id = p.cart_id
          WHERE p.site_id = :site AND p.visitor_id IN (<visitors>)
          """,
          """
          SELECT DISTINCT c.site_id AS site, c.visitor_id AS id
          FROM purchase p
          JOIN cart_return r ON r.site_id = p.site_id AND r.cart_key = p.cart_key AND r.own_key
          JOIN cart c ON c.id = r.cart_id
          WHERE p.site_id = :site AND p.visitor_id IN (<visitors>)
          """,
          """
          SELECT DISTINCT p.site_id AS site, p.visitor_id AS id
          FROM cart c
          JOIN cart_return r ON r.cart_id = c.id AND r.own_key
          JOIN purchase p ON p.site_id = r.site_id AND p.ordered_at >= r.followed_at
            AND p.ordered_at <= r.followed_at + 604800000 AND p.cart_key = r.cart_key
          WHERE c.site_id = :site AND c.visitor_id IN (<visitors>)
          """);

  /**
   * Notes that a restore link was followed.
   *
   * @param by the browsers that followed it and allow the use of carts; none when that is not known
   */
  public void note(Handle handle, long cart, Collection<VisitorId> by, Instant at) {
    for (VisitorId visitor : by.isEmpty() ? List.of(SOMEBODY) : by) {
      handle.createUpdate(NOTE).bind("id", cart).bind("visitor", visitor).bind("at", at).execute();
    }
    handle.createUpdate(RESTORED).bind("id", cart).bind("at", at).execute();
  }

  /** Where some visitors came back to, and who came back to carts that a shop calls by a name. */
  static Set<CartReturn> by(
      Handle handle,
      SiteId site,
      Collection<VisitorId> visitors,
      Collection<String> cartKeys,
      Instant since) {
    Set<CartReturn> found = new HashSet<>();
    if (!visitors.isEmpty()) {
      found.addAll(
          list(
              handle.createQuery(BY_VISITORS).bindList("visitors", Jdbis.padded(visitors)),
              site,
              since));
    }
    if (!cartKeys.isEmpty()) {
      found.addAll(
          list(handle.createQuery(BY_KEYS).bindList("keys", Jdbis.padded(cartKeys)), site, since));
    }
    return found;
  }

  /** Who came back to some carts. */
  static List<CartReturn> to(Handle handle, Collection<Long> carts) {
    return carts.isEmpty()
        ? new ArrayList<>()
        : handle.createQuery(OF_CARTS).bindList("carts", Jdbis.padded(carts)).map(ROW).list();
  }

  /**
   * Visitors whose carts were returned to, or bought, by some visitors, and those who returned to,
   * or bought, carts of theirs.
   */
  static Set<Scope.Visitor> between(Handle handle, Scope scope) {
    Set<Scope.Visitor> found = new HashSet<>();
    BETWEEN.forEach(sql -> found.addAll(scope.query(handle, sql, VISITOR)));
    return found;
  }

  private static List<CartReturn> list(Query query, SiteId site, Instant since) {
    return query.bind("site", site).bind("since", since).map(ROW).list();
  }
}
