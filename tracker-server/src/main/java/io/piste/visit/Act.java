package io.piste.visit;

import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.privacy.UrlStripping;
import io.piste.protocol.Event;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event as far as visits care.
 *
 * @param name what it was about: a term, a target, a sku; empty where the kind says it all
 * @param amount visible milliseconds of {@link Kind#ENGAGE}, number of results of {@link
 *     Kind#SEARCH} (-1 when unknown), else 0
 */
record Act(
    Instant at,
    Kind kind,
    String url,
    @Nullable String referrer,
    Client client,
    String name,
    long amount) {
  /** What was done. The words are stored: never rename them. */
  enum Kind {
    PAGE(false),
    ENGAGE(false),
    OUTBOUND(true),
    DOWNLOAD(true),
    FORM(true),
    SEARCH(true),
    NOTFOUND(false),
    CUSTOM(true),
    PRODUCT(false),
    CART(true),
    CHECKOUT(true),
    ORDER(true),
    IDENTIFY(true),
    LOGOUT(true);

    private final boolean action;

    Kind(boolean action) {
      this.action = action;
    }

    /** Whether it takes a visitor who does more than look: such a session is no bounce. */
    boolean isAction() {
      return action;
    }

    /** As stored. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MAX_NAME = 500;

  static Act of(LoggedEvent logged) {
    return switch (logged.event()) {
      case Event.Page page -> new Act(logged, Kind.PAGE, page.r(), "", 0);
      case Event.Engaged engaged ->
          new Act(logged, Kind.ENGAGE, null, "", engaged.engage().visible());
      case Event.Clicked clicked ->
          new Act(
              logged,
              clicked.click().kind().equals("download") ? Kind.DOWNLOAD : Kind.OUTBOUND,
              null,
              UrlStripping.strip(clicked.click().to()),
              0);
      case Event.Searched searched -> {
        Integer results = searched.search().results();
        String term = searched.search().term().toLowerCase(Locale.ROOT);
        yield new Act(logged, Kind.SEARCH, null, term, results == null ? -1 : results);
      }
      case Event.NotFound missing -> new Act(logged, Kind.NOTFOUND, missing.r(), "", 0);
      default -> named(logged);
    };
  }

  private static Act named(LoggedEvent logged) {
    return switch (logged.event()) {
      case Event.FormSent sent -> new Act(logged, Kind.FORM, null, sent.form().id(), 0);
      case Event.Custom custom -> new Act(logged, Kind.CUSTOM, null, custom.custom().name(), 0);
      case Event.ProductSeen seen -> new Act(logged, Kind.PRODUCT, null, seen.product().sku(), 0);
      case Event.CartChanged changed -> new Act(logged, Kind.CART, null, "", 0);
      case Event.CheckoutBegun begun -> new Act(logged, Kind.CHECKOUT, null, "", 0);
      case Event.OrderPlaced placed -> new Act(logged, Kind.ORDER, null, "", 0);
      case Event.LoggedOut out -> new Act(logged, Kind.LOGOUT, null, "", 0);
      default -> new Act(logged, Kind.IDENTIFY, null, "", 0);
    };
  }

  private Act(
      LoggedEvent logged,
      Kind kind,
      @Nullable String referrer,
      @Nullable String name,
      long amount) {
    this(
        logged.happenedAt(),
        kind,
        logged.event().u(),
        referrer,
        logged.client(),
        Texts.plain(name, MAX_NAME),
        amount);
  }
}
