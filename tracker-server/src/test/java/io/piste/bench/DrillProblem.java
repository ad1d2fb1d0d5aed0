package io.piste.bench;

/** Something outside keeps a drill from being run: the message says what to do. */
final class DrillProblem extends RuntimeException {
  DrillProblem(String message) {
    super(message);
  }
}
