package io.piste.console.view;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The choice of a period.
 *
 * @param path of the page, for the form of a custom period
 * @param key of the present period in addresses
 * @param custom whether the present period was typed
 * @param from its first day, as 2026-11-24
 * @param to its last day
 * @param span the period in words
 * @param compared in words, what the figures are compared with
 */
public record PeriodBar(
    List<Choice> choices,
    String path,
    String key,
    boolean custom,
    String from,
    String to,
    String span,
    String compared) {
  /** A usual period. */
  public record Choice(String label, String link, boolean current) {}

  /** Where the form of a custom period goes: the path without its query. */
  public String page() {
    return path.split("\\?", 2)[0];
  }

  /** What the query holds beside the period. */
  public List<Map.Entry<String, String>> kept() {
    String[] parts = path.split("\\?", 2);
    List<Map.Entry<String, String>> kept = new ArrayList<>();
    if (parts.length == 2) {
      for (String field : parts[1].split("&", -1)) {
        String[] pair = field.split("=", 2);
        kept.add(
            Map.entry(
                pair[0],
                URLDecoder.decode(pair.length == 2 ? pair[1] : "", StandardCharsets.UTF_8)));
      }
    }
    return kept;
  }

  /** The period itself as fields of a form. */
  public List<Map.Entry<String, String>> fields() {
    return custom
        ? List.of(Map.entry("p", "custom"), Map.entry("from", from), Map.entry("to", to))
        : List.of(Map.entry("p", key));
  }

  public PeriodBar {
    choices = List.copyOf(choices);
  }
}
