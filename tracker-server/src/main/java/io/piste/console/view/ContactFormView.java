package io.piste.console.view;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a contact.
 *
 * @param path where the form goes
 * @param id number of the contact; 0 for a new one
 * @param who name or address; empty for a new one
 * @param seen what the fields held when they were shown
 * @param parts the fields, in groups
 * @param sites where a new contact may be known; empty for one that is there
 * @param known number of the contact that has the typed address already; 0: none
 * @param changed whether somebody else saved it while this form was open
 */
public record ContactFormView(
    String path,
    long id,
    String who,
    String seen,
    List<Part> parts,
    List<Choice> sites,
    long known,
    boolean changed,
    Map<String, String> mistakes,
    @Nullable Restriction restriction,
    List<Line> history) {

  /** Fields that belong together. */
  public record Part(String title, String hint, List<Input> inputs) {
    public Part {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * One field.
   *
   * @param kind text, email, tel, date, select
   * @param choices of a select; the first is the empty one
   * @param stored what somebody else saved meanwhile; null: nothing else
   */
  public record Input(
      String key,
      String label,
      String kind,
      String value,
      @Nullable String hint,
      String autocomplete,
      List<Choice> choices,
      @Nullable String stored) {
    public Input {
      choices = List.copyOf(choices);
    }
  }

  /** One of several. */
  public record Choice(String word, String label) {}

  /**
   * Whether processing is stopped.
   *
   * @param since null: it is not
   * @param typed the reason that was typed
   */
  public record Restriction(@Nullable String since, String typed, @Nullable String mistake) {}

  /** What was done to the contact. */
  public record Line(String what, String detail, String when, String iso) {}

  public ContactFormView {
    parts = List.copyOf(parts);
    sites = List.copyOf(sites);
    mistakes = Map.copyOf(mistakes);
    history = List.copyOf(history);
  }

  /** Whether it makes a contact. */
  public boolean isNew() {
    return id == 0;
  }
}
