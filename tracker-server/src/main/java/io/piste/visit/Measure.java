package io.piste.visit;

/** What is counted: the places in a row of sums, in the order of the tables' columns. */
enum Measure {
  HITS(0),
  SESSIONS(1),
  VISITORS(2),
  BOUNCES(3),
  VISIBLE_MS(4);

  static final int COUNT = values().length;

  private final int place;

  Measure(int place) {
    this.place = place;
  }

  int place() {
    return place;
  }
}
