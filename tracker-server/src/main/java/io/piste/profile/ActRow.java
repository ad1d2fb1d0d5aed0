package io.piste.profile;

import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Click;
import io.piste.protocol.CustomEvent;
import io.piste.protocol.Event;
import io.piste.protocol.Product;
import io.piste.visit.PagePath;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about who did it.
 *
 * @param name at most 300 characters
 * @param amount with 4 decimals, of less than 10 digits before them
 */
record ActRow(ActKind kind, String name, @Nullable BigDecimal amount) {
  private static final int MOST_NAME = 300;
  private static final int DECIMALS = 4;
  private static final BigDecimal MOST = BigDecimal.valueOf(9_999_999_999L);

  /** Empty for what says nothing. */
  static Optional<ActRow> of(LoggedEvent logged) {
    return Optional.ofNullable(
        switch (logged.event()) {
          case Event.Page page -> act(ActKind.PAGE, PagePath.of(page.u()), null);
          case Event.ProductSeen seen -> product(seen.product());
          case Event.Searched searched ->
              act(
                  ActKind.SEARCH,
                  searched.search().term().strip().toLowerCase(Locale.ROOT),
                  decimal(searched.search().results()));
          case Event.FormSent sent ->
              act(ActKind.FORM, Objects.requireNonNullElse(sent.form().id(), ""), null);
          case Event.Custom custom ->
              act(ActKind.EVENT, custom.custom().name(), number(custom.custom()));
          case Event.Clicked clicked -> click(clicked.click());
          case Event.CartChanged changed ->
              act(ActKind.CART, changed.cart().id(), changed.cart().total());
          case Event.CheckoutBegun begun -> act(ActKind.CHECKOUT, begun.checkout().id(), null);
          case Event.OrderPlaced placed ->
              act(ActKind.ORDER, placed.order().id(), placed.order().total());
          case Event.OrderChanged _,
              Event.Identified _,
              Event.Engaged _,
              Event.NotFound _,
              Event.LoggedOut _ ->
              null;
        });
  }

  private static ActRow act(ActKind kind, String name, @Nullable BigDecimal amount) {
    return new ActRow(kind, cut(name), amount == null ? null : bounded(amount));
  }

  private static ActRow product(Product product) {
    String name = product.name().isBlank() ? product.sku() : product.name();
    return act(ActKind.PRODUCT, name, product.price());
  }

  private static ActRow click(Click click) {
    boolean file = click.kind().equals("download");
    return act(file ? ActKind.DOWNLOAD : ActKind.CLICK, click.to(), null);
  }

  /** The property "value", as shops name it, or else the only number that there is. */
  private static @Nullable BigDecimal number(CustomEvent event) {
    if (event.properties().get("value") instanceof Number value) {
      return decimal(value);
    }
    List<Number> numbers =
        event.properties().values().stream()
            .filter(Number.class::isInstance)
            .map(Number.class::cast)
            .toList();
    return numbers.size() == 1 ? decimal(numbers.getFirst()) : null;
  }

  private static @Nullable BigDecimal decimal(@Nullable Number number) {
    return switch (number) {
      case null -> null;
      case BigDecimal exact -> exact;
      case Double some when !Double.isFinite(some) -> null;
      default -> new BigDecimal(number.toString());
    };
  }

  private static BigDecimal bounded(BigDecimal amount) {
    if (amount.abs().compareTo(MOST) > 0) {
      return amount.signum() < 0 ? MOST.negate() : MOST;
    }
    return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
  }

  private static String cut(String name) {
    if (name.length() <= MOST_NAME) {
      return name;
    }
    int end = Character.isHighSurrogate(name.charAt(MOST_NAME - 1)) ? MOST_NAME - 1 : MOST_NAME;
    return name.substring(0, end);
  }
}
