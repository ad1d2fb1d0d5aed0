package io.piste.console;

import io.piste.console.view.ImportFormView;
import io.piste.console.view.ImportFormView.Choice;
import io.piste.console.view.ImportFormView.Column;
import io.piste.console.view.Texts;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.transfer.ContactImport;
import io.piste.transfer.ContactImport.State;
import io.piste.transfer.Encoding;
import io.piste.transfer.FileFormat;
import io.piste.transfer.FileRefused;
import io.piste.transfer.FirstLook;
import io.piste.transfer.ImportPlan;
import io.piste.transfer.ImportPlan.Known;
import io.piste.transfer.Separator;
import io.piste.transfer.Transfers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What the columns of a file are, and what is to be done with its lines. */
final class ImportFormPages {
  private static final int SAMPLES = 3;

  private final Transfers transfers;

  ImportFormPages(Transfers transfers) {
    this.transfers = transfers;
  }

  /** The form, filled in with what was guessed. */
  Answer show(PageRequest asked) {
    ContactImport of = ImportPages.find(transfers, asked);
    return isOpen(of)
        ? Answer.page(
            "import_form",
            "import.columns.title",
            view(asked, of, ImportForm.of(of.plan()), Map.of()))
        : Answer.to(path(of));
  }

  /** Checks the whole file with what was chosen, or reads it another way. */
  Answer save(PageRequest asked) {
    ContactImport of = ImportPages.find(transfers, asked);
    if (!isOpen(of)) {
      return Answer.to(path(of));
    }
    if (asked.field("act").equals("reread")) {
      return reread(asked, of);
    }
    ImportForm form = ImportForm.typed(asked, of);
    Set<String> possible = new HashSet<>();
    targets(asked.texts()).forEach(target -> possible.add(target.word()));
    Map<String, String> mistakes =
        form.mistakes(asked.texts(), possible, asked.now().atZone(asked.zone()).toLocalDate());
    if (!mistakes.isEmpty()) {
      return Answer.mistaken(
          "import_form", "import.columns.title", view(asked, of, form, mistakes));
    }
    if (transfers.imports().check(of.id(), form.plan(of.plan()))) {
      transfers.wake().run();
    }
    return Answer.to(path(of));
  }

  private Answer reread(PageRequest asked, ContactImport of) {
    try {
      ImportPlan plan =
          transfers.arrivals().reread(of, ImportForm.format(asked, of.plan().format()));
      transfers.imports().replan(of.id(), plan);
      return Answer.to(path(of) + "/columns");
    } catch (FileRefused e) {
      String mistake =
          new ImportWords(asked.texts(), List.of())
              .refusal(new ContactImport.Refused(e.fault(), e.line()));
      return Answer.mistaken(
          "import_form",
          "import.columns.title",
          view(asked, of, ImportForm.of(of.plan()), Map.of("format", mistake)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOpen(ContactImport of) {
    return of.state() == State.UPLOADED || of.state() == State.CHECKED;
  }

  private static String path(ContactImport of) {
    return ImportPages.PATH + "/" + of.id();
  }

  private List<Choice> targets(Texts texts) {
    List<CustomField> own = transfers.fields().all();
    ImportWords words = new ImportWords(texts, own);
    List<Choice> targets = new ArrayList<>();
    for (ContactField field : ContactField.values()) {
      targets.add(new Choice(field.key(), words.target(field.key())));
    }
    own.forEach(field -> targets.add(new Choice(field.key(), field.label())));
    targets.add(new Choice(ImportPlan.CONSENT, words.target(ImportPlan.CONSENT)));
    targets.add(new Choice(ImportPlan.CONSENT_AT, words.target(ImportPlan.CONSENT_AT)));
    return targets;
  }

  private ImportFormView view(
      PageRequest asked, ContactImport of, ImportForm form, Map<String, String> mistakes) {
    Texts texts = asked.texts();
    FileFormat format = of.plan().format();
    return new ImportFormView(
        path(of),
        of.fileName(),
        columns(of, form),
        targets(texts),
        choices(Arrays.asList(Known.values()), Known::word, texts, "import.known."),
        format.isSheet()
            ? List.of()
            : Arrays.stream(Encoding.values())
                .map(each -> new Choice(each.word(), each.word().toUpperCase(texts.locale())))
                .toList(),
        format.encoding() == null ? "" : format.encoding().word(),
        choices(Arrays.asList(Separator.values()), Separator::word, texts, "import.separator."),
        format.separator() == null ? "" : format.separator().word(),
        transfers.segments().of(of.site()).stream()
            .map(each -> new Choice(String.valueOf(each.id()), each.name()))
            .toList(),
        new ImportFormView.Typed(
            form.known(),
            form.tag(),
            form.segment(),
            form.stated(),
            form.words(),
            form.day(),
            form.dayFirst()),
        mistakes);
  }

  private static <E> List<Choice> choices(
      List<E> all, Function<E, String> word, Texts texts, String key) {
    return all.stream()
        .map(each -> new Choice(word.apply(each), texts.of(key + word.apply(each))))
        .toList();
  }

  private List<Column> columns(ContactImport of, ImportForm form) {
    FirstLook look;
    try {
      look = transfers.arrivals().look(of);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Column> columns = new ArrayList<>();
    for (int column = 0; column < of.plan().columns().size(); column++) {
      int at = column;
      List<String> samples =
          look.samples().stream()
              .map(sample -> at < sample.cells().size() ? sample.cells().get(at) : "")
              .filter(cell -> !cell.isEmpty())
              .map(cell -> cell.length() > 60 ? cell.substring(0, 59) + "…" : cell)
              .limit(SAMPLES)
              .toList();
      columns.add(
          new Column(column, of.plan().columns().get(column), form.targets().get(column), samples));
    }
    return columns;
  }
}
