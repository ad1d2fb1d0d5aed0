package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.CartView;
import io.piste.console.view.CartView.Fact;
import io.piste.console.view.CartView.Line;
import io.piste.console.view.Formats;
import io.piste.protocol.CartLine;
import io.piste.report.CartList;
import io.piste.report.MailList;
import io.piste.report.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One cart. */
final class CartPage implements Page {
  private final CartList carts;
  private final MailList mails;

  CartPage(Jdbi jdbi) {
    this.carts = new CartList(jdbi);
    this.mails = new MailList(jdbi);
  }

  private record Event(Instant at, String key, String tone) {}

  @Override
  public Answer answer(PageRequest asked) {
    CartList.Row cart =
        carts
            .byId(asked.numberInPath("id"))
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such cart."));
    String currency = cart.total().currency();
    return Answer.page(
        "cart",
        "cart.title",
        new CartView(
            CartsPage.row(asked, cart),
            cart.lines().stream().map(line -> line(asked.formats(), line, currency)).toList(),
            story(asked, cart),
            mails.ofCart(cart.id()).stream().map(mail -> MailsPage.row(asked, mail)).toList()));
  }

  private static Line line(Formats formats, CartLine line, String currency) {
    return new Line(
        line.name(),
        line.sku(),
        formats.number(line.quantity()),
        formats.money(new Money(line.price(), currency)),
        formats.money(new Money(line.amount(), currency)));
  }

  private static List<Fact> story(PageRequest asked, CartList.Row cart) {
    CartList.Times times = cart.times();
    List<Event> events = new ArrayList<>();
    add(events, times.createdAt(), "created", "open");
    add(events, times.abandonedAt(), "abandoned", "abandoned");
    add(events, times.restoredAt(), "restored", "recovered");
    add(events, times.closedAt(), cart.state(), cart.state());
    return events.stream()
        .sorted(Comparator.comparing(Event::at))
        .map(
            event ->
                new Fact(
                    asked.formats().dateTime(event.at()),
                    asked.formats().iso(event.at()),
                    asked.texts().ofWord("cart.story", event.key()),
                    event.tone()))
        .toList();
  }

  private static void add(List<Event> events, @Nullable Instant at, String key, String tone) {
    if (at != null) {
      events.add(new Event(at, key, tone));
    }
  }
}
