package io.piste.console;

import io.piste.report.TrafficCounts;
import io.piste.report.TrafficCurve;
import io.piste.report.TrafficSlice;
import io.piste.report.Visitors;
import io.piste.visit.Dimension;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Reads what a traffic page shows of a slice: the curves and sums of two periods. */
final class TrafficReading {
  private final TrafficCurve curve;
  private final Visitors visitors;

  TrafficReading(Jdbi jdbi) {
    this.curve = new TrafficCurve(jdbi);
    this.visitors = new Visitors(jdbi);
  }

  /** What was read. */
  record Read(TrafficChart.Curves curves, TrafficFigures.Sums sums) {}

  Read read(TrafficSlice slice, TrafficPeriod period) {
    boolean hourly = period.hourly() && slice.dimension().isHourly();
    List<TrafficCounts> now =
        hourly ? curve.perHour(slice, period.period()) : curve.perDay(slice, period.period());
    List<TrafficCounts> before =
        hourly ? curve.perHour(slice, period.before()) : curve.perDay(slice, period.before());
    List<TrafficCounts> begun = hourly ? now.subList(0, period.begun(now.size())) : now;
    TrafficCounts total = TrafficCurve.total(now);
    TrafficCounts totalBefore =
        TrafficCurve.total(
            hourly && period.isToday()
                ? before.subList(0, Math.min(before.size(), period.hoursBegun()))
                : before);
    if (slice.dimension() == Dimension.SITE && period.period().days() > 1) {
      total = total.withVisitors(visitors.total(slice.site(), period.period()));
      totalBefore = totalBefore.withVisitors(visitors.total(slice.site(), period.before()));
    }
    return new Read(
        new TrafficChart.Curves(hourly, now, before),
        new TrafficFigures.Sums(total, totalBefore, begun));
  }
}
