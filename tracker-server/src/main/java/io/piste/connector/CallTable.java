package io.piste.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which call answers which path. Immutable. */
final class CallTable {
  /**
   * A call that was found.
   *
   * @param variables of its path, by name
   */
  record Found(Call call, Map<String, String> variables) {}

  private record Entry(Call call, List<String> segments) {}

  private final List<Entry> entries;

  /** The calls in any order; words of a path go before variables. */
  CallTable(List<Call> calls) {
    this.entries = calls.stream().map(call -> new Entry(call, segments(call.path()))).toList();
  }

  /** The call of a method and a path below {@code /api/v1}. */
  Optional<Found> find(String method, String path) {
    List<String> asked = segments(path);
    return entries.stream()
        .filter(entry -> entry.call().method().equals(method))
        .flatMap(
            entry ->
                match(entry.segments(), asked)
                    .map(variables -> new Found(entry.call(), variables))
                    .stream())
        .min(Comparator.comparingInt(found -> found.variables().size()));
  }

  /** The methods that are answered on a path, perhaps none. */
  List<String> methods(String path) {
    List<String> asked = segments(path);
    return entries.stream()
        .filter(entry -> match(entry.segments(), asked).isPresent())
        .map(entry -> entry.call().method())
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
    segments.removeFirst();
    return segments;
  }

  /** The variables; empty when it is another path. */
  private static Optional<Map<String, String>> match(List<String> wanted, List<String> asked) {
    if (wanted.size() != asked.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - 1), asked.get(i));
      } else if (!segment.equals(asked.get(i))) {
        return Optional.empty();
      }
    }
    return variables.containsValue("") ? Optional.empty() : Optional.of(variables);
  }
}
