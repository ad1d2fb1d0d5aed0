package io.piste.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.Formats;
import io.piste.console.view.LettersView;
import io.piste.console.view.LettersView.Cause;
import io.piste.console.view.LettersView.Choice;
import io.piste.console.view.LettersView.Result;
import io.piste.console.view.LettersView.Row;
import io.piste.console.view.Texts;
import io.piste.eventlog.DeadLetter;
import io.piste.eventlog.DeadLetter.State;
import io.piste.eventlog.DeadLetters;
import io.piste.eventlog.DeathCause;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events that are set aside: why, what to do, and the decision about them. */
final class LettersPage implements Page {
  static final String PATH = "/console/data/letters";
  private static final int ROWS = 20;

  private final DeadLetters letters;
  private final ProjectionNews news;

  LettersPage(DeadLetters letters, ProjectionNews news) {
    this.letters = letters;
    this.news = news;
  }

  @Override
  public Answer answer(PageRequest asked) {
    Map<State, Long> states = new EnumMap<>(State.class);
    Stream.of(State.values()).forEach(state -> states.put(state, letters.count(state)));
    State state = state(asked.field("state"));
    @Nullable DeathCause cause = cause(asked.field("cause"));
    List<DeadLetter> found =
        letters.page(state, cause, asked.number("before").orElse(Long.MAX_VALUE), ROWS + 1);
    boolean more = found.size() > ROWS;
    List<DeadLetter> shown = more ? found.subList(0, ROWS) : found;
    String word = cause == null ? "" : cause.word();
    String here = PATH + "?state=" + state.word() + "&cause=" + word;
    return Answer.page(
        "letters",
        "letters.title",
        new LettersView(
            news.progress(asked).orElse(null),
            result(asked),
            causes(asked),
            choices(asked, states),
            state.word(),
            word,
            shown.stream().map(letter -> row(asked, letter)).toList(),
            here,
            more ? here + "&before=" + shown.getLast().seq() : null));
  }

  /** One letter is replayed or discarded. */
  Answer decide(PageRequest asked) {
    long seq = asked.numberInPath("seq");
    String by = asked.user().email().value();
    return back(
        asked,
        switch (asked.field("do")) {
          case "discard" -> letters.discard(seq, by) ? "discarded=1" : "gone=1";
          case "replay" ->
              switch (letters.replay(seq, by)) {
                case REPLAYED -> "replayed=1";
                case FAILED -> "failed=1";
                case GONE -> "gone=1";
              };
          default -> "";
        });
  }

  /** All letters of a cause are replayed or discarded. */
  Answer decideAll(PageRequest asked) {
    DeathCause cause = cause(asked.variable("cause"));
    if (cause == null) {
      throw new Problem(ProblemCode.NOT_FOUND, "There is no such cause.");
    }
    String by = asked.user().email().value();
    return back(
        asked,
        switch (asked.field("do")) {
          case "discard" -> "discarded=" + letters.discardAll(cause, by);
          case "replay" -> {
            DeadLetters.Replayed done = letters.replayAll(cause, by);
            yield "replayed=%d&failed=%d&left=%d"
                .formatted(done.done(), done.failed(), done.left());
          }
          default -> "";
        });
  }

  private static Answer back(PageRequest asked, String result) {
    String back = SignInPages.safeNext(asked.field("back"));
    return Answer.to(back + (back.contains("?") ? "&" : "?") + result);
  }

  private static @Nullable Result result(PageRequest asked) {
    List<String> told = new ArrayList<>();
    for (String what : List.of("replayed", "failed", "left", "discarded", "gone")) {
      asked
          .number(what)
          .filter(count -> count > 0)
          .ifPresent(count -> told.add(asked.texts().count("letters.result." + what, count)));
    }
    boolean good = Stream.of("failed", "gone").allMatch(bad -> asked.number(bad).orElse(0L) == 0);
    return told.isEmpty() ? null : new Result(String.join(" ", told), good);
  }

  private List<Cause> causes(PageRequest asked) {
    Texts texts = asked.texts();
    List<Cause> causes = new ArrayList<>();
    letters
        .open()
        .forEach(
            (cause, count) ->
                causes.add(
                    new Cause(
                        cause.word(),
                        title(texts, cause),
                        texts.of("letters.cause." + cause.word() + ".what"),
                        texts.of("letters.cause." + cause.word() + ".mend"),
                        asked.formats().number(count))));
    return causes;
  }

  private static List<Choice> choices(PageRequest asked, Map<State, Long> states) {
    List<Choice> choices = new ArrayList<>();
    states.forEach(
        (state, count) -> {
          if (state == State.DEAD || count > 0) {
            choices.add(new Choice(state.word(), asked.formats().number(count)));
          }
        });
    return choices;
  }

  private static Row row(PageRequest asked, DeadLetter letter) {
    Formats formats = asked.formats();
    return new Row(
        letter.seq(),
        letter.type(),
        title(asked.texts(), letter.cause()),
        asked.siteName(letter.site().value()),
        People.name(asked.texts(), null, null, letter.visitor()),
        formats.dateTime(letter.receivedAt()),
        formats.iso(letter.receivedAt()),
        letter.reason(),
        letter.body() == null ? null : readable(letter.body()),
        settled(asked, letter),
        letter.state() != State.REPLAYED && letter.body() != null,
        letter.state() == State.DEAD);
  }

  private static @Nullable String settled(PageRequest asked, DeadLetter letter) {
    return letter.settledAt() == null
        ? null
        : asked
            .texts()
            .of(
                "letters.settled." + letter.state().word(),
                Objects.requireNonNullElse(letter.settledBy(), "–"),
                asked.formats().ago(letter.settledAt()));
  }

  private static String title(Texts texts, DeathCause cause) {
    return texts.of("letters.cause." + cause.word() + ".title");
  }

  /** With a line for each value, where it is JSON. */
  private static String readable(String body) {
    try {
      JsonNode tree = Json.MAPPER.readTree(body);
      return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      return body;
    }
  }

  private static State state(String word) {
    return Stream.of(State.values())
        .filter(state -> state.word().equals(word))
        .findFirst()
        .orElse(State.DEAD);
  }

  private static @Nullable DeathCause cause(String word) {
    return Stream.of(DeathCause.values())
        .filter(cause -> cause.word().equals(word))
        .findFirst()
        .orElse(null);
  }
}
