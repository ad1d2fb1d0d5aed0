package io.piste.demo;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What was asked on the command line.
 *
 * @param check run the path and stop
 * @param fresh forget what an earlier demo stored
 * @param data where everything is stored; empty: the default, or a temporary folder for a check
 * @param port the first of four ports; empty: the default, or free ones for a check
 */
record DemoOptions(boolean check, boolean fresh, Optional<Path> data, Optional<Integer> port) {

  /** Reads the arguments; {@link DemoProblem} when one is not known. */
  static DemoOptions parse(List<String> arguments) {
    boolean check = false;
    boolean fresh = false;
    Optional<Path> data = Optional.empty();
    Optional<Integer> port = Optional.empty();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      switch (argument) {
        case "--check" -> check = true;
        case "--fresh" -> fresh = true;
        case "--data" -> data = Optional.of(Path.of(value(argument, rest)));
        case "--port" -> port = Optional.of(port(value(argument, rest)));
        default ->
            throw new DemoProblem(
                "The demo does not know '"
                    + argument
                    + "'. It knows --check, --fresh, --data FOLDER and --port N.");
      }
    }
    return new DemoOptions(check, fresh, data, port);
  }

  private static String value(String argument, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new DemoProblem(argument + " needs a value.");
    }
    return rest.next();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65_532) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new DemoProblem("--port takes a number from 1 to 65532, not '" + text + "'.");
  }
}
