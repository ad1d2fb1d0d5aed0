package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.OverviewView.Change;
import io.piste.console.view.Texts;

/** Says in words how a figure changed against the period before. */
final class Changes {
  private final Texts texts;
  private final Formats formats;

  Changes(Texts texts, Formats formats) {
    this.texts = texts;
    this.formats = formats;
  }

  /** The change of a share, from 0 to 1: in points, for percents of percents mislead. */
  Change ofShare(double now, double before, boolean moreIsGood) {
    double points = (now - before) * 100;
    if (before == 0 || Math.abs(points) < 0.5) {
      String key = before == 0 ? "overview.change.new" : "overview.change.same";
      return new Change(
          texts.of(before == 0 && now == 0 ? "overview.change.none" : key), "flat", "neutral");
    }
    String key = points > 0 ? "traffic.change.points.up" : "traffic.change.points.down";
    return new Change(
        texts.of(key, formats.number(Math.round(Math.abs(points)))),
        points > 0 ? "up" : "down",
        points > 0 == moreIsGood ? "good" : "bad");
  }

  /** The change from one figure to another. */
  Change of(double now, double before, boolean moreIsGood) {
    if (before == 0) {
      String key = now == 0 ? "overview.change.none" : "overview.change.new";
      return new Change(texts.of(key), "flat", "neutral");
    }
    double share = (now - before) / before;
    String text = formats.percent(Math.abs(share));
    if (Math.abs(share) < 0.005) {
      return new Change(texts.of("overview.change.same"), "flat", "neutral");
    }
    String key = share > 0 ? "overview.change.up" : "overview.change.down";
    boolean good = share > 0 == moreIsGood;
    return new Change(texts.of(key, text), share > 0 ? "up" : "down", good ? "good" : "bad");
  }
}
