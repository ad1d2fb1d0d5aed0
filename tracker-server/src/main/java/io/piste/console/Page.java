package io.piste.console;

/** Answers requests for one address of the console. */
@FunctionalInterface
interface Page {
  /** The answer; {@link io.piste.base.Problem} when there is none. */
  Answer answer(PageRequest request);
}
