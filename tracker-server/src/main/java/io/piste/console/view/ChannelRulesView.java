package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The installation's own rules of channels.
 *
 * @param mistake why a rule was not added, null when none was refused
 */
public record ChannelRulesView(
    List<Row> rows,
    List<Choice> channels,
    Typed typed,
    Probe probe,
    @Nullable String mistake,
    boolean full) {
  /** A rule: what it asks, each with its pattern, and the channel that it leads to. */
  public record Row(
      long id, List<Condition> conditions, String channel, boolean first, boolean last) {
    public Row {
      conditions = List.copyOf(conditions);
    }
  }

  /** A question of a rule. */
  public record Condition(String label, String pattern) {}

  /** A channel to choose. */
  public record Choice(String word, String label) {}

  /** What was typed into the form of a new rule. */
  public record Typed(
      String referrer, String source, String medium, String campaign, String channel) {
    /** Nothing yet. */
    public static final Typed NOTHING = new Typed("", "", "", "", "");
  }

  /**
   * The test box.
   *
   * @param found null while nothing was asked
   */
  public record Probe(String url, String referrer, @Nullable Found found) {}

  /**
   * How an address was judged.
   *
   * @param rule the place of the rule that decided, from 1; 0 when the shipped list did
   */
  public record Found(String channel, String source, String medium, String campaign, int rule) {}

  public ChannelRulesView {
    rows = List.copyOf(rows);
    channels = List.copyOf(channels);
  }
}
