package io.piste.bench;

import java.util.function.Consumer;

/** Something that can be measured, or broken on purpose, by name. */
interface Bench {
  /** Runs it, bounded in time, and hands over each figure as soon as it is known. */
  void run(Consumer<Figure> figures) throws Exception;
}
