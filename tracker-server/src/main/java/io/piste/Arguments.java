package io.piste;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line taken apart: {@code COMMAND WORD… --option VALUE…}.
 *
 * @param options by name, without the dashes
 */
record Arguments(String command, List<String> words, Map<String, String> options) {
  private static final String CONFIG = "config";

  Arguments {
    words = List.copyOf(words);
    options = Map.copyOf(options);
  }

  /** Throws {@link UsageProblem} when an option has no value. */
  static Arguments parse(List<String> args) {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (!arg.startsWith("--")) {
        words.add(arg);
      } else if (++i < args.size()) {
        options.put(arg.substring(2), args.get(i));
      } else {
        throw new UsageProblem(arg + " needs a value");
      }
    }
    String command = words.isEmpty() ? "help" : words.removeFirst();
    return new Arguments(command, words, options);
  }

  Optional<Path> config() {
    return Optional.ofNullable(options.get(CONFIG)).map(Path::of);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  /** Throws {@link UsageProblem} unless there are so many words and only these options. */
  void expect(int count, String otherwise, String... allowedOptions) {
    if (words.size() != count) {
      throw new UsageProblem(otherwise);
    }
    for (String option : options.keySet()) {
      if (!option.equals(CONFIG) && !List.of(allowedOptions).contains(option)) {
        throw new UsageProblem(command + " has no option --" + option);
      }
    }
  }
}
