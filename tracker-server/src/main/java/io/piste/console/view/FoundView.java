package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who meets a rule that is being put together.
 *
 * @param state empty, unfinished, busy, found; idle when it was not counted yet
 * @param count as it is read
 * @param people what is counted, in the right number
 * @param of how many there are in all, in words
 * @param share of them, such as 12.5%
 * @param told the count, for those who cannot see it change
 * @param note what to do when there is no count; empty otherwise
 * @param words the rule in plain words; null when it cannot be said yet
 */
public record FoundView(
    String state,
    String count,
    String people,
    String of,
    String share,
    String told,
    String note,
    @Nullable RuleText words,
    List<Person> sample) {
  /** Somebody who meets it. */
  public record Person(long id, String email, @Nullable String name) {
    /** What is shown first. */
    public String shown() {
      return name == null ? email : name;
    }
  }

  public FoundView {
    sample = List.copyOf(sample);
  }
}
