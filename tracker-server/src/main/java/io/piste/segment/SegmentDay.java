package io.piste.segment;

import java.time.LocalDate;

/** How many entered and left a segment on a day of the site's clock, whatever the reason. */
public record SegmentDay(LocalDate day, long entered, long left) {
  SegmentDay with(SegmentDay other) {
    return new SegmentDay(day, entered + other.entered, left + other.left);
  }
}
