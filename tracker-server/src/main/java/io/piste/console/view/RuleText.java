package io.piste.console.view;

import java.util.List;

/**
 * A rule in words.
 *
 * @param words of a condition, or what joins the parts
 * @param parts of a group; none for a condition
 */
public record RuleText(String words, List<RuleText> parts) {
  public RuleText {
    parts = List.copyOf(parts);
  }
}
