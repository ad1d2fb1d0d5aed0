package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that is being put together.
 *
 * @param kinds what can be added, in groups
 * @param starts what most rules begin with
 * @param focus id of what gets the focus; empty for nothing
 * @param told what was done, for those who cannot see it; empty for nothing
 * @param known for each list of suggestions its entries
 * @param full whether no condition can be added
 */
public record RuleView(
    Group root,
    List<Kinds> kinds,
    List<Start> starts,
    String focus,
    String told,
    List<Known> known,
    boolean full) {
  /** A part. */
  public sealed interface Part {
    /** Its path, which begins its fields' names. */
    String path();
  }

  /**
   * Conditions that belong together.
   *
   * @param called to tell it from others: “Group 1.2”
   * @param deeper whether a group can be added to it
   * @param outermost whether it is the whole rule
   */
  public record Group(
      String path,
      String called,
      String join,
      List<Part> parts,
      boolean deeper,
      boolean outermost,
      @Nullable String mistake)
      implements Part {
    public Group {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A condition.
   *
   * @param icon its picture
   * @param label what it is about
   * @param called the same, to tell it from others
   */
  public record Line(
      String path,
      String what,
      String icon,
      String label,
      String called,
      List<Control> controls,
      @Nullable String mistake)
      implements Part {
    public Line {
      controls = List.copyOf(controls);
    }
  }

  /**
   * Something to fill in or to choose.
   *
   * @param id also its name
   * @param type select, text, number, date or check
   * @param before words in front of it; empty for none
   * @param after words behind it; empty for none
   * @param shown when it is shown: a word of the style sheet, empty for always
   * @param list of suggestions; empty for none
   * @param placeholder what may be typed; empty for none
   */
  public record Control(
      String id,
      String key,
      String type,
      String label,
      String value,
      List<Choice> choices,
      String before,
      String after,
      String shown,
      String list,
      String placeholder,
      boolean wrong) {
    public Control {
      choices = List.copyOf(choices);
    }
  }

  /** Something to choose. */
  public record Choice(String word, String label) {}

  /** A kind of condition with its picture. */
  public record Start(String word, String icon, String label) {}

  /** Kinds of conditions that belong together. */
  public record Kinds(String label, List<Choice> kinds) {
    public Kinds {
      kinds = List.copyOf(kinds);
    }
  }

  /** Suggestions. */
  public record Known(String id, List<String> values) {
    public Known {
      values = List.copyOf(values);
    }
  }

  public RuleView {
    kinds = List.copyOf(kinds);
    starts = List.copyOf(starts);
    known = List.copyOf(known);
  }
}
