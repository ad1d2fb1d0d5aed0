package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.transfer.ContactImport;
import io.piste.transfer.Encoding;
import io.piste.transfer.FileFormat;
import io.piste.transfer.ImportPlan;
import io.piste.transfer.ImportPlan.Extras;
import io.piste.transfer.ImportPlan.Known;
import io.piste.transfer.ImportPlan.Statement;
import io.piste.transfer.Separator;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be done with a file, as it is typed. */
record ImportForm(
    List<String> targets,
    String known,
    String tag,
    String segment,
    boolean stated,
    String words,
    String day,
    boolean dayFirst) {
  static final int LONGEST_TAG = 60;
  static final int SHORTEST_WORDS = 10;
  static final int LONGEST_WORDS = 2_000;

  static ImportForm of(ImportPlan plan) {
    Statement statement = plan.extras().statement();
    Long segment = plan.extras().segment();
    return new ImportForm(
        plan.targets(),
        plan.known().word(),
        plan.extras().tag(),
        segment == null ? "" : String.valueOf(segment),
        statement != null,
        statement == null ? "" : statement.words(),
        statement == null ? "" : statement.day(),
        plan.dayFirst());
  }

  static ImportForm typed(PageRequest asked, ContactImport of) {
    List<String> targets = new ArrayList<>();
    for (int column = 0; column < of.plan().columns().size(); column++) {
      targets.add(asked.field("c" + column));
    }
    return new ImportForm(
        targets,
        asked.field("known"),
        asked.field("tag"),
        asked.field("segment"),
        asked.field("stated").equals("yes"),
        asked.field("words"),
        asked.field("day"),
        !asked.field("days").equals("month"));
  }

  /** What is wrong, by field, in the reader's language. */
  Map<String, String> mistakes(Texts texts, Set<String> possible, LocalDate today) {
    Map<String, String> mistakes = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (int column = 0; column < targets.size(); column++) {
      String target = targets.get(column);
      if (!target.isEmpty() && (!taken.add(target) || !possible.contains(target))) {
        mistakes.put("c" + column, texts.of("import.mistake.twice"));
      }
    }
    if (!taken.contains(ImportPlan.EMAIL)) {
      mistakes.put("email", texts.of("import.mistake.email"));
    }
    if (tag.length() > LONGEST_TAG) {
      mistakes.put("tag", texts.of("import.mistake.tag", LONGEST_TAG));
    }
    boolean column = taken.contains(ImportPlan.CONSENT) || taken.contains(ImportPlan.CONSENT_AT);
    if (column && !stated) {
      mistakes.put("stated", texts.of("import.mistake.stated"));
    }
    if (stated && (words.length() < SHORTEST_WORDS || words.length() > LONGEST_WORDS)) {
      mistakes.put("words", texts.of("import.mistake.words", SHORTEST_WORDS, LONGEST_WORDS));
    }
    if (stated && !(day.isEmpty() && taken.contains(ImportPlan.CONSENT_AT)) && !isPast(today)) {
      mistakes.put("day", texts.of("import.mistake.day"));
    }
    return mistakes;
  }

  private boolean isPast(LocalDate today) {
    try {
      LocalDate said = LocalDate.parse(day);
      return !said.isAfter(today) && said.getYear() >= 2000;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** The plan, once there is no mistake. */
  ImportPlan plan(ImportPlan was) {
    return new ImportPlan(
        was.format(),
        was.headed(),
        was.columns(),
        targets,
        Known.of(known).orElse(Known.FILL),
        new Extras(
            tag,
            segment.matches("\\d{1,18}") ? Long.valueOf(segment) : null,
            stated ? new Statement(words, day) : null),
        dayFirst);
  }

  /** How the file is to be read, as it was chosen. */
  static FileFormat format(PageRequest asked, FileFormat was) {
    return was.isSheet()
        ? was
        : new FileFormat(
            Encoding.of(asked.field("encoding")).orElse(was.encoding()),
            Separator.of(asked.field("separator")).orElse(was.separator()));
  }
}
