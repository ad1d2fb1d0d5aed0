package io.piste.transfer;

import io.piste.base.EmailAddress;
import io.piste.contact.ContactEdit;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.contact.Field;
import io.piste.contact.FieldFault;
import io.piste.contact.FieldType;
import io.piste.contact.FieldValue;
import io.piste.contact.Reading;
import io.piste.contact.TypedFields;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a line says of a person, by the plan. Empty cells say nothing. Thread-safe. */
final class LineReader {
  private static final Pattern SLASHES = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})( .*)?");
  private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);

  private final ImportPlan plan;
  private final ZoneId zone;
  private final LocalDate today;
  private final int emailColumn;
  private final Map<Integer, Field> fields = new LinkedHashMap<>();
  private final CustomField consent = own("consent", FieldType.YES_NO);
  private final CustomField consentAt = own("consent_at", FieldType.DATE);

  /**
   * What a line says, if it is right.
   *
   * @param edit fields that it names
   * @param answer what it says about mails; null when it says nothing
   */
  record Said(ContactEdit edit, @Nullable Answer answer) {}

  /** Yes or no to mails, and when. */
  record Answer(boolean granted, Instant at) {}

  LineReader(ImportPlan plan, List<CustomField> own, ZoneId zone, Instant now) {
    this.plan = plan;
    this.zone = zone;
    this.today = now.atZone(zone).toLocalDate();
    this.emailColumn = plan.column(ImportPlan.EMAIL).orElse(-1);
    Map<String, Field> known = new HashMap<>();
    ContactField.CHANGEABLE.forEach(field -> known.put(field.key(), field));
    own.forEach(field -> known.put(field.key(), field));
    for (int column = 0; column < plan.targets().size(); column++) {
      String target = plan.targets().get(column);
      Field field = known.get(target);
      if (field != null) {
        fields.put(column, field);
      } else if (target.startsWith(Field.CUSTOM)) {
        throw new FileRefused(FileFault.FIELD_GONE);
      }
    }
  }

  private static CustomField own(String name, FieldType type) {
    return new CustomField(0, name, name, type, List.of(), false);
  }

  /** The address of a line; empty when it has none that is right. */
  Optional<EmailAddress> email(FileRow row) {
    String cell = emailCell(row);
    return ContactField.EMAIL
        .read(cell, null)
        .asValue()
        .flatMap(value -> EmailAddress.parse(value.text()));
  }

  private String emailCell(FileRow row) {
    String cell = Cells.asItWas(row.cell(emailColumn));
    return cell.regionMatches(true, 0, "mailto:", 0, 7) ? cell.substring(7) : cell;
  }

  /** What is wrong with a line that has no address. */
  LineFault withoutEmail(FileRow row) {
    String cell = emailCell(row);
    if (FileRow.isBroken(cell)) {
      return LineFault.of(row, LineFault.Kind.CELL_ERROR, ImportPlan.EMAIL, FileRow.shown(cell));
    }
    return cell.isEmpty()
        ? LineFault.of(row, LineFault.Kind.EMAIL_MISSING, ImportPlan.EMAIL, "")
        : ContactField.EMAIL
            .read(cell, null)
            .asFault()
            .map(fault -> LineFault.of(row, ImportPlan.EMAIL, fault))
            .orElseGet(
                () ->
                    new LineFault(
                        row.line(), ImportPlan.EMAIL, FieldFault.Kind.NO_ADDRESS.word(), ""));
  }

  /**
   * Reads the rest of a line.
   *
   * @param known the contact as it is, null for a new one
   * @param faults where what is wrong is added
   * @return null when something is wrong
   */
  @Nullable Said read(FileRow row, @Nullable ContactFacts known, List<LineFault> faults) {
    int before = faults.size();
    for (int column = plan.columns().size(); column < row.cells().size(); column++) {
      if (!row.cell(column).isEmpty()) {
        faults.add(LineFault.of(row, LineFault.Kind.EXTRA_CELLS));
        return null;
      }
    }
    Map<Field, String> typed = new LinkedHashMap<>();
    for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
      String cell = row.cell(entry.getKey());
      Field field = entry.getValue();
      if (FileRow.isBroken(cell)) {
        faults.add(LineFault.of(row, LineFault.Kind.CELL_ERROR, field.key(), FileRow.shown(cell)));
      } else if (!cell.isBlank()) {
        typed.put(field, text(field, cell));
      }
    }
    TypedFields read = TypedFields.read(typed, known);
    read.faults().forEach((field, fault) -> faults.add(LineFault.of(row, field.key(), fault)));
    Answer answer = answer(row, faults);
    return faults.size() > before ? null : new Said(read.edit(), answer);
  }

  private String text(Field field, String cell) {
    String text = Cells.asItWas(cell);
    return field.type() == FieldType.DATE ? dated(text) : text;
  }

  /** 03/04/2026 by the order that was chosen; a time behind a day is left out. */
  private String dated(String text) {
    Matcher slashes = SLASHES.matcher(text);
    if (slashes.matches()) {
      String first = slashes.group(1);
      String second = slashes.group(2);
      return slashes.group(3)
          + "-"
          + (plan.dayFirst() ? second : first)
          + "-"
          + (plan.dayFirst() ? first : second);
    }
    return text.matches("\\d{4}-\\d{2}-\\d{2}[T ].*") ? text.substring(0, 10) : text;
  }

  private @Nullable Answer answer(FileRow row, List<LineFault> faults) {
    ImportPlan.Statement statement = plan.extras().statement();
    if (statement == null) {
      return null;
    }
    Optional<Boolean> granted = granted(row, faults);
    if (granted.isEmpty()) {
      return null;
    }
    Optional<LocalDate> day = day(row, statement);
    if (day.isEmpty() || day.get().isAfter(today) || day.get().isBefore(FIRST_DAY)) {
      faults.add(
          LineFault.of(row, LineFault.Kind.CONSENT_DATE, ImportPlan.CONSENT_AT, today.toString()));
      return null;
    }
    return new Answer(granted.get(), day.get().atStartOfDay(zone).toInstant());
  }

  /** Without a column all said yes; with one an empty cell says nothing. */
  private Optional<Boolean> granted(FileRow row, List<LineFault> faults) {
    Optional<Integer> column = plan.column(ImportPlan.CONSENT);
    if (column.isEmpty()) {
      return Optional.of(true);
    }
    String cell = row.cell(column.get());
    if (cell.isBlank()) {
      return Optional.empty();
    }
    return switch (consent.read(FileRow.shown(cell), null)) {
      case Reading.Bad bad -> {
        faults.add(LineFault.of(row, ImportPlan.CONSENT, bad.fault()));
        yield Optional.empty();
      }
      case Reading.Good good ->
          Optional.of(good.value() instanceof FieldValue.YesNo said && said.yes());
    };
  }

  private Optional<LocalDate> day(FileRow row, ImportPlan.Statement statement) {
    List<String> said = new ArrayList<>();
    plan.column(ImportPlan.CONSENT_AT).map(row::cell).ifPresent(said::add);
    said.add(statement.day());
    return said.stream()
        .filter(text -> !text.isBlank())
        .findFirst()
        .flatMap(text -> consentAt.read(dated(Cells.asItWas(text)), null).asValue())
        .flatMap(
            value ->
                value instanceof FieldValue.Day day ? Optional.of(day.day()) : Optional.empty());
  }
}
