package io.piste.bench;

import java.util.List;
import java.util.function.Consumer;

/** Something that can be measured, or broken on purpose, by name. */
interface Bench {
  /** Runs it, bounded in time, and hands over each figure as soon as it is known. */
  void run(Consumer<Figure> figures) throws Exception;

  /** The same with words of the command line behind the name; most take none. */
  default void run(List<String> words, Consumer<Figure> figures) throws Exception {
    if (!words.isEmpty()) {
      throw new IllegalArgumentException("This one takes no words: " + words);
    }
    run(figures);
  }
}
