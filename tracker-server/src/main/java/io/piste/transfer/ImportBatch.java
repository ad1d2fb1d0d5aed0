package io.piste.transfer;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.contact.ContactChanges;
import io.piste.contact.ContactEdit;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.Editor;
import io.piste.contact.FieldValue;
import io.piste.contact.ImportedAnswers;
import io.piste.profile.GivenTagRows;
import io.piste.transfer.ContactImport.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a file, done together in one transaction. What is wrong with the lines themselves is
 * found before it; {@link #settle} may be called again when the transaction lost a conflict.
 */
final class ImportBatch {
  private static final int LONGEST_NAME = 200;

  private final ImportStores stores;
  private final ContactImport of;
  private final LineReader reader;
  private final List<FileRow> rows;
  private final Map<EmailAddress, FileRow> people = new LinkedHashMap<>();
  private final List<LineFault> ofLines = new ArrayList<>();

  private List<LineFault> faults = new ArrayList<>();
  private Map<EmailAddress, LineReader.Said> said = new LinkedHashMap<>();
  private Map<EmailAddress, ContactEdit> edits = new LinkedHashMap<>();
  private Map<EmailAddress, ContactFacts> known = Map.of();
  private long faulty;

  /**
   * Looks at addresses.
   *
   * @param seen the addresses of the rows before
   */
  ImportBatch(
      ImportStores stores, ContactImport of, LineReader reader, List<FileRow> rows, Seen seen) {
    this.stores = stores;
    this.of = of;
    this.reader = reader;
    this.rows = rows;
    for (FileRow row : rows) {
      reader
          .email(row)
          .ifPresentOrElse(
              email -> take(email, row, seen), () -> ofLines.add(reader.withoutEmail(row)));
    }
  }

  private void take(EmailAddress email, FileRow row, Seen seen) {
    long before = seen.lineOf(stores.hash().apply(email.value()), row.line());
    if (before == 0) {
      people.put(email, row);
    } else {
      ofLines.add(
          LineFault.of(row, LineFault.Kind.DUPLICATE, ImportPlan.EMAIL, String.valueOf(before)));
    }
  }

  /** Decides what becomes of each row by what is stored now. */
  Counts settle(Handle handle) {
    faults = new ArrayList<>(ofLines);
    said = new LinkedHashMap<>();
    edits = new LinkedHashMap<>();
    faulty = ofLines.size();
    List<EmailAddress> emails = List.copyOf(people.keySet());
    Set<EmailAddress> suppressed = stores.suppressions().among(handle, of.site(), emails);
    known = known(handle, emails);
    long made = 0;
    long changed = 0;
    long unchanged = 0;
    for (Map.Entry<EmailAddress, FileRow> each : people.entrySet()) {
      EmailAddress email = each.getKey();
      FileRow row = each.getValue();
      ContactFacts facts = known.get(email);
      if (suppressed.contains(email)) {
        faults.add(LineFault.of(row, LineFault.Kind.SUPPRESSED));
      } else if (isUntouchable(row, facts)) {
        faulty++;
      } else if (facts != null && of.plan().known() == ImportPlan.Known.SKIP) {
        unchanged++;
      } else {
        Optional<ContactEdit> edit = read(email, row, facts);
        made += edit.isPresent() && facts == null ? 1 : 0;
        changed += edit.isPresent() && facts != null && !edit.get().isEmpty() ? 1 : 0;
        unchanged += edit.isPresent() && facts != null && edit.get().isEmpty() ? 1 : 0;
      }
    }
    return new Counts(made, changed, unchanged, suppressed.size(), faulty);
  }

  /**
   * When it is written, who is restricted meanwhile is so once the transaction has ended: tags,
   * answers and what else is written of a contact must not come after it.
   */
  private Map<EmailAddress, ContactFacts> known(Handle handle, List<EmailAddress> emails) {
    return of.state() == ContactImport.State.IMPORTING
        ? stores.contacts().lockedFactsByEmail(handle, emails)
        : stores.contacts().factsByEmail(handle, emails);
  }

  private boolean isUntouchable(FileRow row, @Nullable ContactFacts facts) {
    if (facts == null || (!facts.restricted() && facts.mergedInto() == null)) {
      return false;
    }
    faults.add(
        LineFault.of(row, facts.restricted() ? LineFault.Kind.RESTRICTED : LineFault.Kind.MERGED));
    return true;
  }

  private Optional<ContactEdit> read(
      EmailAddress email, FileRow row, @Nullable ContactFacts facts) {
    LineReader.Said line = reader.read(row, facts, faults);
    if (line == null) {
      faulty++;
      return Optional.empty();
    }
    ContactEdit edit =
        facts == null
            ? line.edit()
            : of.plan().known() == ImportPlan.Known.FILL
                ? line.edit().fillingIn(facts)
                : line.edit().beyond(facts);
    said.put(email, line);
    edits.put(email, edit);
    return Optional.of(edit);
  }

  /** What {@link #settle} found wrong. */
  List<LineFault> faults() {
    return faults;
  }

  /** Writes what {@link #settle} decided. */
  void write(Handle handle, Instant now) {
    String name = of.fileName();
    String who = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    Map<EmailAddress, ContactId> ids =
        stores.contacts().make(handle, of.site(), edits, new Editor(Editor.Way.IMPORT, who, now));
    noteUntold(handle, ids);
    ImportPlan.Extras extras = of.plan().extras();
    if (!extras.tag().isEmpty()) {
      GivenTagRows.give(handle, of.site(), ids.values(), extras.tag(), now);
    }
    if (extras.segment() != null) {
      stores.segments().add(handle, of.site(), extras.segment(), ids.values());
    }
    if (extras.statement() != null) {
      stores.answers().note(handle, of.site(), answers(ids), extras.statement().words(), now);
    }
  }

  /**
   * Those of whom no field changed: the site knows them now, and may have given a tag or an answer.
   */
  private void noteUntold(Handle handle, Map<EmailAddress, ContactId> ids) {
    List<ContactId> untold = new ArrayList<>();
    ids.forEach(
        (email, id) -> {
          ContactEdit edit = edits.get(email);
          if (known.containsKey(email) && (edit == null || edit.isEmpty())) {
            untold.add(id);
          }
        });
    ContactChanges.note(handle, of.site(), untold);
  }

  private List<ImportedAnswers.Said> answers(Map<EmailAddress, ContactId> ids) {
    List<ImportedAnswers.Said> answers = new ArrayList<>();
    said.forEach(
        (email, line) -> {
          ContactId id = ids.get(email);
          LineReader.Answer answer = line.answer();
          if (id != null && answer != null) {
            Optional<FieldValue> language =
                line.edit().changes().getOrDefault(ContactField.LANGUAGE, Optional.empty());
            answers.add(
                new ImportedAnswers.Said(
                    id,
                    email,
                    answer.granted(),
                    answer.at(),
                    language.map(FieldValue::text).orElse(null)));
          }
        });
    return answers;
  }

  /** The rows. */
  List<FileRow> rows() {
    return rows;
  }
}
