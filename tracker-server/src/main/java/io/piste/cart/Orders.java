package io.piste.cart;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Orders. Thread-safe. */
public final class Orders {
  private static final String SELECT =
      """
      SELECT id, site_id AS site, visitor_id AS visitor, order_key, cart_id, currency, total,
             lines_json, recovered, ordered_at, status, refunded
      FROM purchase
      """;

  private static final RowMapper<StoredOrder> ROW = ConstructorMapper.of(StoredOrder.class);

  private static final String OF_VISITORS =
      SELECT
          + """
          WHERE site_id = :site AND visitor_id IN (<visitors>)
          ORDER BY ordered_at DESC, id DESC LIMIT :limit
          """;

  private static final String LATEST =
      SELECT + "WHERE site_id = :site ORDER BY ordered_at DESC, id DESC LIMIT :limit";

  private static final String IS_KNOWN =
      """
      SELECT COUNT(*) FROM purchase
      WHERE site_id = :site AND visitor_id = :visitor AND order_key = :key
      """;

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public Orders(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Whether an order of a visitor was worked in, by the id that the shop gave it. */
  public boolean isKnown(SiteId site, VisitorId visitor, String orderKey) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createQuery(IS_KNOWN)
                    .bind("site", site)
                    .bind("visitor", visitor)
                    .bind("key", orderKey)
                    .mapTo(int.class)
                    .one()
                > 0);
  }

  /** The orders of some visitors, latest first. */
  public List<StoredOrder> ofVisitors(SiteId site, Collection<VisitorId> visitors, int limit) {
    if (visitors.isEmpty()) {
      return List.of();
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF_VISITORS)
                .bind("site", site)
                .bindList("visitors", visitors)
                .bind("limit", limit)
                .map(ROW)
                .list());
  }

  /** The orders of a site, latest first. */
  public List<StoredOrder> latest(SiteId site, int limit) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(LATEST).bind("site", site).bind("limit", limit).map(ROW).list());
  }
}
