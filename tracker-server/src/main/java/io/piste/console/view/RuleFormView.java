package io.piste.console.view;

import io.piste.console.view.GoalFormView.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a rule of tags or of a score.
 *
 * @param path where it is sent
 * @param back where one comes from
 * @param isNew whether nothing is stored yet
 * @param score name of the score that it belongs to, null for a rule of tags
 * @param values what was typed, by field
 * @param kinds what may count
 * @param modes how points are counted, empty for tags
 * @param known patterns to choose from
 * @param names tags to choose from
 * @param effect what will happen when it is saved
 * @param trial what it would find, null while nobody asked
 */
public record RuleFormView(
    String path,
    String back,
    boolean isNew,
    @Nullable String score,
    Map<String, String> values,
    List<Choice> kinds,
    List<Choice> modes,
    List<String> known,
    List<String> names,
    List<Choice> froms,
    String effect,
    @Nullable String trial,
    Map<String, String> mistakes) {
  public RuleFormView {
    values = Map.copyOf(values);
    kinds = List.copyOf(kinds);
    modes = List.copyOf(modes);
    known = List.copyOf(known);
    names = List.copyOf(names);
    froms = List.copyOf(froms);
    mistakes = Map.copyOf(mistakes);
  }

  /** What was typed into a field. */
  public String value(String field) {
    return values.getOrDefault(field, "");
  }
}
