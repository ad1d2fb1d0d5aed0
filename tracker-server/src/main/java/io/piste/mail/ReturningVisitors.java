package io.piste.mail;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.VisitorId;
import io.piste.cart.CartReturns;
import io.piste.cart.StoredCart;
import io.piste.consent.Consents;
import io.piste.consent.PresentedVisitors;
import io.piste.consent.Purpose;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Which browsers bring back a cart by a restore link: those that prove who they are by our cookie
 * or our token, and allow the use of carts. Their next order is the cart's, and that is all: they
 * become nobody's. Thread-safe.
 */
public final class ReturningVisitors {
  private final Jdbi jdbi;
  private final PresentedVisitors presented;
  private final Consents consents;
  private final CartReturns returns;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public ReturningVisitors(
      Jdbi jdbi,
      PresentedVisitors presented,
      Consents consents,
      CartReturns returns,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.presented = presented;
    this.consents = consents;
    this.returns = returns;
    this.clock = clock;
  }

  /** Those of a request; {@code token} is the visitor token that a page or a server handed in. */
  Set<VisitorId> of(HttpServletRequest request, Site site, @Nullable String token) {
    return presented.of(request, site, token).stream()
        .filter(visitor -> consents.allows(site.id(), visitor, Purpose.CARTS))
        .collect(Collectors.toSet());
  }

  /** Notes that they came back to the cart; nothing when they are not known. */
  public void note(HttpServletRequest request, Site site, @Nullable String token, StoredCart cart) {
    Set<VisitorId> visitors = of(request, site, token);
    if (!visitors.isEmpty()) {
      retried(
          () ->
              jdbi.inTransaction(
                  TransactionIsolationLevel.READ_COMMITTED,
                  handle -> {
                    note(handle, cart.id(), visitors);
                    return true;
                  }));
    }
  }

  /** Notes that a restore link was followed, by whom it may be. */
  void note(Handle handle, long cart, Set<VisitorId> visitors) {
    returns.note(handle, cart, visitors, clock.instant());
  }
}
