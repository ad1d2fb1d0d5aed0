package io.piste.cart;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Carts: read by everybody, changed by {@link CartKeeper} and by cart recovery. Thread-safe. */
public final class Carts {
  static final String SELECT =
      """
      SELECT id, site_id AS site, visitor_id AS visitor, cart_key, state, seq, currency, total,
             lines_json, language, created_at, changed_at, updated_at, checkout_at, abandoned_at,
             restored_at, closed_at
      FROM cart
      """;

  static final RowMapper<StoredCart> ROW = ConstructorMapper.of(StoredCart.class);

  private static final String OF_VISITORS =
      SELECT
          + """
          WHERE site_id = :site AND visitor_id IN (<visitors>)
          ORDER BY updated_at DESC, id DESC LIMIT :limit
          """;

  private static final String LATEST =
      SELECT + "WHERE site_id = :site ORDER BY updated_at DESC, id DESC LIMIT :limit";

  /** Rows that the projector is changing right now are alive: they are skipped. */
  private static final String IDLE =
      SELECT
          + """
          WHERE state = 'open' AND updated_at <= :idleSince
          ORDER BY updated_at LIMIT :limit FOR UPDATE SKIP LOCKED
          """;

  private static final String ABANDON =
      """
      UPDATE cart SET state = 'abandoned', abandoned_at = :now
      WHERE id IN (<ids>) AND state = 'open'
      """;

  private static final String BY_IDS = SELECT + "WHERE id IN (<ids>) ORDER BY updated_at";

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public Carts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A cart by its number. */
  public Optional<StoredCart> byId(long id) {
    return jdbi.withHandle(handle -> byId(handle, id));
  }

  /** A cart by its number, inside the caller's transaction. */
  public Optional<StoredCart> byId(Handle handle, long id) {
    return handle.createQuery(SELECT + "WHERE id = :id").bind("id", id).map(ROW).findOne();
  }

  /** The carts of some visitors, latest first. */
  public List<StoredCart> ofVisitors(SiteId site, Collection<VisitorId> visitors, int limit) {
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

  /** The carts of a site, latest first. */
  public List<StoredCart> latest(SiteId site, int limit) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery(LATEST).bind("site", site).bind("limit", limit).map(ROW).list());
  }

  /**
   * Turns open carts without a sign of life since {@code idleSince} into abandoned ones.
   *
   * @return those that were turned, as they are now; their rows stay locked until the caller's
   *     transaction ends
   */
  public List<StoredCart> abandonIdle(Handle handle, Instant idleSince, Instant now, int limit) {
    List<Long> ids =
        handle
            .createQuery(IDLE)
            .bind("idleSince", idleSince)
            .bind("limit", limit)
            .map(ROW)
            .map(StoredCart::id)
            .list();
    if (ids.isEmpty()) {
      return List.of();
    }
    handle.createUpdate(ABANDON).bindList("ids", ids).bind("now", now).execute();
    return handle.createQuery(BY_IDS).bindList("ids", ids).map(ROW).list();
  }
}
