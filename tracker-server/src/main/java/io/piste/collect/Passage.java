package io.piste.collect;

import java.util.List;
import java.util.function.UnaryOperator;

/** One arrival on its way through steps, and where it is when one of them refuses it. */
final class Passage {
  /** Lets an arrival go on, perhaps with fewer events, or refuses it by throwing. */
  record Step(String name, UnaryOperator<Arrival> work) {}

  private Arrival arrival;

  Passage(Arrival arrival) {
    this.arrival = arrival;
  }

  void through(List<Step> steps) {
    for (Step step : steps) {
      arrival = step.work().apply(arrival);
    }
  }

  /** How far it came. */
  Arrival arrival() {
    return arrival;
  }
}
