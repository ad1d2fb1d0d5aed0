package io.piste.console;

import io.piste.console.view.ChartDrawing;
import io.piste.console.view.Formats;
import io.piste.console.view.OverviewView.Tile;
import io.piste.console.view.Texts;
import io.piste.report.Money;
import io.piste.report.RecoveredRevenue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Makes the large figures of the overview. */
final class OverviewTiles {
  private static final int SPARK_HEIGHT = 36;

  /** From here on cents are noise. */
  private static final BigDecimal LARGE = BigDecimal.valueOf(10_000);

  private final Texts texts;
  private final Formats formats;
  private final Changes changes;

  OverviewTiles(Texts texts, Formats formats) {
    this.texts = texts;
    this.formats = formats;
    this.changes = new Changes(texts, formats);
  }

  /** A count; its name is the key of its text and its colour. More carts left is bad news. */
  Tile count(String name, long now, long before, List<? extends Number> days) {
    return new Tile(
        texts.of("overview.tile." + name),
        formats.number(now),
        List.of(),
        changes.of((double) now, (double) before, !name.equals("left")),
        ChartDrawing.spark(days, SPARK_HEIGHT),
        name);
  }

  /**
   * What was recovered. The first currency is the large figure; the others stand beside it, each
   * for itself. While nothing was recovered there is no currency to name.
   */
  Tile revenue(Map<String, List<BigDecimal>> now, Map<String, List<BigDecimal>> before) {
    String label = texts.of("overview.tile.revenue");
    if (now.isEmpty()) {
      return new Tile(label, "–", List.of(), changes.of(0, 0, true), null, "revenue");
    }
    List<String> currencies = List.copyOf(now.keySet());
    String first = currencies.getFirst();
    List<BigDecimal> days = now.getOrDefault(first, List.of());
    BigDecimal total = RecoveredRevenue.total(days);
    BigDecimal totalBefore = RecoveredRevenue.total(before.getOrDefault(first, List.of()));
    return new Tile(
        label,
        money(total, first),
        currencies.stream()
            .skip(1)
            .map(other -> money(RecoveredRevenue.total(now.getOrDefault(other, List.of())), other))
            .toList(),
        changes.of(total.doubleValue(), totalBefore.doubleValue(), true),
        ChartDrawing.spark(days, SPARK_HEIGHT),
        "revenue");
  }

  private String money(BigDecimal amount, String currency) {
    Money money = new Money(amount, currency);
    return amount.compareTo(LARGE) < 0 ? formats.money(money) : formats.wholeMoney(money);
  }
}
