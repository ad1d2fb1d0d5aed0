package io.piste.demo.shop;

import java.io.IOException;

/** Some pages of the shop that belong together. */
@FunctionalInterface
interface Room {
  /** Answers and is true, or leaves the visit alone and is false. */
  boolean answers(Visit visit) throws IOException;
}
