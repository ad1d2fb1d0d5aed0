package io.piste.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maps method and path to pages. A pattern is a path whose parts in braces match anything: {@code
 * /contacts/{id}}. The first route that fits is taken.
 */
final class Router {
  /**
   * Where a request goes.
   *
   * @param open whether it can be reached without signing in
   */
  record Found(Page page, boolean open, Map<String, String> variables) {}

  private record Entry(String method, List<String> pattern, boolean open, Page page) {}

  private final List<Entry> entries = new ArrayList<>();

  /** A page for those who are signed in. */
  Router get(String pattern, Page page) {
    return add("GET", pattern, false, page);
  }

  /** An action for those who are signed in. */
  Router post(String pattern, Page page) {
    return add("POST", pattern, false, page);
  }

  /** A page for everybody. */
  Router openGet(String pattern, Page page) {
    return add("GET", pattern, true, page);
  }

  /** An action for everybody. */
  Router openPost(String pattern, Page page) {
    return add("POST", pattern, true, page);
  }

  /** The page for a path such as {@code /contacts/12}. */
  Optional<Found> find(String method, String path) {
    List<String> parts = parts(path);
    for (Entry entry : entries) {
      if (entry.method().equals(method) && entry.pattern().size() == parts.size()) {
        Map<String, String> variables = new HashMap<>();
        if (fits(entry.pattern(), parts, variables)) {
          return Optional.of(new Found(entry.page(), entry.open(), variables));
        }
      }
    }
    return Optional.empty();
  }

  private Router add(String method, String pattern, boolean open, Page page) {
    entries.add(new Entry(method, parts(pattern), open, page));
    return this;
  }

  private static boolean fits(
      List<String> pattern, List<String> parts, Map<String, String> variables) {
    for (int i = 0; i < parts.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        variables.put(expected.substring(1, expected.length() - 1), parts.get(i));
      } else if (!expected.equals(parts.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static List<String> parts(String path) {
    List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
    parts.removeIf(String::isEmpty);
    return parts;
  }
}
