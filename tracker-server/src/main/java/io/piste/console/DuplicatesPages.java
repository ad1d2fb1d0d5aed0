package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.ContactView.Choice;
import io.piste.console.view.DuplicatesView;
import io.piste.console.view.DuplicatesView.Compared;
import io.piste.console.view.DuplicatesView.Pair;
import io.piste.console.view.DuplicatesView.Row;
import io.piste.console.view.DuplicatesView.Side;
import io.piste.contact.Duplicates;
import io.piste.contact.Duplicates.Likeness;
import io.piste.contact.Merges;
import io.piste.report.SideBySide;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Contacts that are likely one: found, looked at side by side, merged or told apart. */
final class DuplicatesPages {
  static final String PATH = "/console/contacts/duplicates";

  private static final int ROWS = 25;
  private static final String TITLE = "duplicates.title";

  private final Duplicates duplicates;
  private final Merges merges;
  private final SideBySide sides;

  DuplicatesPages(Jdbi jdbi, InstantSource clock, Merges merges) {
    this.duplicates = new Duplicates(jdbi, clock);
    this.merges = merges;
    this.sides = new SideBySide(jdbi);
  }

  Answer list(PageRequest asked) {
    Likeness likeness = Likeness.of(asked.field("by")).orElse(Likeness.EMAIL);
    List<String> after =
        Stream.of("a", "b", "c").map(asked::field).filter(part -> !part.isEmpty()).toList();
    Duplicates.Page page = duplicates.page(likeness, after, ROWS);
    return Answer.page(
        "duplicates",
        TITLE,
        new DuplicatesView(
            kinds(asked, likeness),
            page.pairs().stream().map(pair -> pair(likeness, pair)).toList(),
            next(likeness, page.next())));
  }

  private static List<Choice> kinds(PageRequest asked, Likeness chosen) {
    return Stream.of(Likeness.values())
        .map(
            likeness ->
                new Choice(
                    asked.texts().ofWord("duplicates.by", likeness.word()),
                    PATH + "?by=" + likeness.word(),
                    likeness == chosen))
        .toList();
  }

  private static Pair pair(Likeness likeness, Duplicates.Pair pair) {
    return new Pair(
        shown(pair.one()),
        shown(pair.other()),
        String.join(" ", pair.common()),
        PATH + "/" + pair.one().id() + "/" + pair.other().id() + "?by=" + likeness.word());
  }

  private static String shown(Duplicates.Two two) {
    String name =
        (Objects.requireNonNullElse(two.firstName(), "")
                + " "
                + Objects.requireNonNullElse(two.lastName(), ""))
            .strip();
    return name.isEmpty() ? two.email() : name + " · " + two.email();
  }

  private static @Nullable String next(Likeness likeness, List<String> key) {
    if (key.isEmpty()) {
      return null;
    }
    StringBuilder next = new StringBuilder(PATH + "?by=" + likeness.word());
    for (int i = 0; i < key.size(); i++) {
      next.append('&')
          .append("abc".charAt(i))
          .append('=')
          .append(URLEncoder.encode(key.get(i), StandardCharsets.UTF_8));
    }
    return next.toString();
  }

  Answer compare(PageRequest asked) {
    SideBySide.Side one = side(asked, "one");
    SideBySide.Side other = side(asked, "other");
    if (one.id().equals(other.id())) {
      throw new Problem(ProblemCode.NOT_FOUND, "These are the same.");
    }
    return Answer.page(
        "duplicates_pair",
        "duplicates.pair.title",
        new Compared(
            path(one.id(), other.id()),
            shown(one),
            shown(other),
            rows(asked, one, other),
            one.mergedInto() == null && other.mergedInto() == null,
            back(asked)));
  }

  private static List<Row> rows(PageRequest asked, SideBySide.Side one, SideBySide.Side other) {
    List<Row> rows = new ArrayList<>();
    SideBySideWords words = new SideBySideWords(asked);
    List<SideBySideWords.Line> left = words.of(one);
    List<SideBySideWords.Line> right = words.of(other);
    for (int i = 0; i < left.size(); i++) {
      String a = left.get(i).value();
      String b = right.get(i).value();
      if (!a.isEmpty() || !b.isEmpty()) {
        rows.add(new Row(left.get(i).name(), a, b, a.equals(b)));
      }
    }
    return rows;
  }

  /** The one that the form keeps gets what is the other's. */
  Answer merge(PageRequest asked) {
    ContactId one = id(asked, "one");
    ContactId other = id(asked, "other");
    long keep = asked.number("keep").orElse(one.value());
    ContactId kept = keep == other.value() ? other : one;
    ContactId merged = kept.equals(one) ? other : one;
    return merges
        .merge(kept, merged, asked.user().email().value())
        .map(number -> Answer.to(ContactPage.PATH + kept + "#identity"))
        .orElseGet(() -> Answer.to(path(one, other)));
  }

  /** Both are somebody else. */
  Answer distinct(PageRequest asked) {
    duplicates.sayDistinct(id(asked, "one"), id(asked, "other"), asked.user().email().value());
    return Answer.to(back(asked));
  }

  private SideBySide.Side side(PageRequest asked, String name) {
    return sides
        .of(id(asked, name))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such contact."));
  }

  private static ContactId id(PageRequest asked, String name) {
    return new ContactId(asked.numberInPath(name));
  }

  private static Side shown(SideBySide.Side side) {
    String name = side.name();
    return new Side(
        side.id().value(),
        name == null ? side.email() : name,
        side.email(),
        ContactPage.PATH + side.id());
  }

  private static String path(ContactId one, ContactId other) {
    return PATH + "/" + one + "/" + other;
  }

  private static String back(PageRequest asked) {
    return PATH + Likeness.of(asked.field("by")).map(by -> "?by=" + by.word()).orElse("");
  }
}
