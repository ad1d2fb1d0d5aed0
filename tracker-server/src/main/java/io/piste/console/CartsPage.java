package io.piste.console;

import io.piste.console.view.CartsView;
import io.piste.console.view.Formats;
import io.piste.protocol.CartLine;
import io.piste.report.CartList;
import io.piste.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The carts of a site and, for each, why a mail was or was not sent. */
final class CartsPage implements Page {
  private static final int ROWS = 50;
  private static final int LINES = 2;
  private static final List<String> STATES = List.of("open", "abandoned", "recovered", "ordered");

  private final CartList carts;

  CartsPage(Jdbi jdbi) {
    this.carts = new CartList(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", "carts.title", new Object());
    }
    String state = STATES.contains(asked.field("state")) ? asked.field("state") : "";
    List<CartList.Row> found =
        carts.page(site.get().id(), state.isEmpty() ? null : state, key(asked), ROWS + 1);
    boolean more = found.size() > ROWS;
    List<CartList.Row> rows = more ? found.subList(0, ROWS) : found;
    return Answer.page(
        "carts",
        "carts.title",
        new CartsView(
            state,
            STATES,
            rows.stream().map(row -> row(asked, row)).toList(),
            more ? next(state, rows.getLast()) : null));
  }

  /** A cart as the list and its own page show it. */
  static CartsView.Row row(PageRequest asked, CartList.Row cart) {
    Formats formats = asked.formats();
    CartList.Person person = cart.person();
    return new CartsView.Row(
        cart.id(),
        People.name(
            asked.texts(),
            person == null ? null : person.name(),
            person == null ? null : person.email(),
            cart.visitor()),
        person == null ? null : person.id().value(),
        cart.state(),
        formats.money(cart.total()),
        lines(cart.lines()),
        CartVerdict.of(asked.texts(), formats, cart),
        formats.ago(cart.times().updatedAt()),
        formats.iso(cart.times().updatedAt()));
  }

  private static String lines(List<CartLine> lines) {
    String first =
        lines.stream()
            .limit(LINES)
            .map(line -> line.quantity() > 1 ? line.quantity() + " × " + line.name() : line.name())
            .collect(Collectors.joining(", "));
    return lines.size() > LINES ? first + " + " + (lines.size() - LINES) : first;
  }

  private static CartList.@Nullable Key key(PageRequest asked) {
    return asked
        .number("at")
        .flatMap(at -> asked.number("id").map(id -> new CartList.Key(Instant.ofEpochMilli(at), id)))
        .orElse(null);
  }

  private static String next(String state, CartList.Row last) {
    return "/console/carts?state=%s&at=%d&id=%d"
        .formatted(state, last.times().updatedAt().toEpochMilli(), last.id());
  }
}
