package io.piste.demo;

/** Something is in the demo's way; the message says what to do and is printed as it is. */
final class DemoProblem extends RuntimeException {
  DemoProblem(String message) {
    super(message);
  }
}
