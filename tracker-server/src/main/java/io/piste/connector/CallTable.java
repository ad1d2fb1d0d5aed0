package io.piste.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    Found best = null;
    for (Entry entry : entries) {
      Map<String, String> variables = match(entry.segments(), asked);
      boolean fits = variables != null && entry.call().method().equals(method);
      if (fits && (best == null || variables.size() < best.variables().size())) {
        best = new Found(entry.call(), variables);
      }
    }
    return Optional.ofNullable(best);
  }

  /** The methods that are answered on a path, perhaps none. */
  List<String> methods(String path) {
    List<String> asked = segments(path);
    return entries.stream()
        .filter(entry -> match(entry.segments(), asked) != null)
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

  /** The variables, null when it is another path. */
  private static @Nullable Map<String, String> match(List<String> wanted, List<String> asked) {
    if (wanted.size() != asked.size()) {
      return null;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String segment = wanted.get(i);
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - 1), asked.get(i));
      } else if (!segment.equals(asked.get(i))) {
        return null;
      }
    }
    return variables.containsValue("") ? null : variables;
  }
}
