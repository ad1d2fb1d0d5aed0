package io.piste.demo;

/** One thing that happens on the path. */
record Step(String name, Act act) {
  /** Does it, and answers what was seen; throws {@link AssertionError} when it was not right. */
  @FunctionalInterface
  interface Act {
    String seen() throws Exception;
  }
}
