package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.SideBySide;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what is known of a contact, always in the same lines. */
final class SideBySideWords {
  /** A line; {@code value} is empty where nothing is known. */
  record Line(String name, String value) {}

  private final Texts texts;
  private final Formats formats;

  SideBySideWords(PageRequest asked) {
    this.texts = asked.texts();
    this.formats = asked.formats();
  }

  List<Line> of(SideBySide.Side side) {
    return List.of(
        new Line(texts.of("duplicates.email"), side.email()),
        line("duplicates.name", side.name()),
        line("duplicates.company", side.company()),
        line("duplicates.phone", side.phone()),
        line("duplicates.address", side.address()),
        line("duplicates.language", side.language()),
        new Line(texts.of("duplicates.since"), formats.date(side.createdAt())),
        new Line(
            texts.of("duplicates.last"),
            side.lastInteractionAt().toEpochMilli() <= 0
                ? ""
                : formats.dateTime(side.lastInteractionAt())),
        number("duplicates.browsers", side.browsers()),
        number("duplicates.orders", side.orders()),
        number("duplicates.mails", side.mails()),
        new Line(
            texts.of("duplicates.may-write"),
            texts.of(side.mayWrite() ? "duplicates.yes" : "duplicates.no")),
        line("duplicates.tags", String.join(", ", side.tags())));
  }

  private Line line(String key, @Nullable String value) {
    return new Line(texts.of(key), Objects.requireNonNullElse(value, ""));
  }

  private Line number(String key, int value) {
    return new Line(texts.of(key), formats.number(value));
  }
}
