package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.ContactFormView.Choice;
import io.piste.console.view.FieldsView;
import io.piste.console.view.FieldsView.Own;
import io.piste.console.view.FieldsView.Standard;
import io.piste.console.view.Texts;
import io.piste.contact.Completeness;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.FieldType;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The operator's own fields of contacts, and which fields count for completeness. */
final class FieldsPages {
  static final String PATH = "/console/contacts/fields";
  private static final String FORM = "field_form";
  private static final String NEW_TITLE = "fields.new.title";
  private static final String EDIT_TITLE = "fields.edit.title";

  private final Jdbi jdbi;
  private final CustomFields fields;

  FieldsPages(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.fields = new CustomFields(jdbi, clock);
  }

  /** All of them. */
  Answer list(PageRequest asked) {
    Texts texts = asked.texts();
    List<Own> own =
        fields.all().stream()
            .map(
                field ->
                    new Own(
                        field.id(),
                        field.label(),
                        field.name(),
                        texts.of("field.type." + field.type().word()),
                        String.join(", ", field.choices()),
                        texts.count("fields.values", fields.values(field.id())),
                        field.counts()))
            .toList();
    List<String> counting = Completeness.now(jdbi).fields();
    List<Standard> standard =
        ContactField.CHANGEABLE.stream()
            .map(
                field ->
                    new Standard(
                        field.key(), texts.of(field.labelKey()), counting.contains(field.key())))
            .toList();
    return Answer.page(
        "fields",
        "fields.title",
        new FieldsView(
            own,
            standard,
            own.size() >= CustomFields.MOST,
            CustomFields.MOST,
            asked.field("saved").equals("yes")));
  }

  /** Which standard fields count. */
  Answer count(PageRequest asked) {
    Set<ContactField> counting =
        ContactField.CHANGEABLE.stream()
            .filter(field -> asked.names(field.key()))
            .collect(Collectors.toUnmodifiableSet());
    Completeness.set(jdbi, counting);
    return Answer.to(PATH + "?saved=yes");
  }

  /** An empty form. */
  Answer blank(PageRequest asked) {
    return Answer.page(FORM, NEW_TITLE, form(asked, FieldForm.blank(), List.of(), Map.of()));
  }

  /** Adds what was typed. */
  Answer add(PageRequest asked) {
    FieldForm form = FieldForm.typed(asked);
    Map<String, String> mistakes = form.mistakes(asked.texts());
    Optional<CustomField> field = form.field();
    if (mistakes.isEmpty() && field.isPresent() && fields.byName(field.get().name()).isPresent()) {
      mistakes.put("name", asked.texts().of("fields.mistake.taken"));
    }
    if (mistakes.isEmpty() && field.flatMap(fields::make).isEmpty()) {
      mistakes.put("label", asked.texts().of("fields.full", CustomFields.MOST));
    }
    return mistakes.isEmpty()
        ? Answer.to(PATH)
        : Answer.mistaken(FORM, NEW_TITLE, form(asked, form, List.of(), mistakes));
  }

  /** The form of one that is there. */
  Answer edit(PageRequest asked) {
    return Answer.page(
        FORM, EDIT_TITLE, form(asked, FieldForm.of(field(asked)), List.of(), Map.of()));
  }

  /** Changes label, choices and whether it counts; asks before values are lost. */
  Answer save(PageRequest asked) {
    CustomField field = field(asked);
    FieldForm form = FieldForm.typed(asked).as(field);
    Map<String, String> mistakes = form.mistakes(asked.texts());
    CustomField changed = form.field().orElse(field);
    if (!mistakes.isEmpty()) {
      return Answer.mistaken(FORM, EDIT_TITLE, form(asked, form, List.of(), mistakes));
    }
    List<String> lost = lost(asked, changed);
    if (!lost.isEmpty() && !asked.field("sure").equals("yes")) {
      return Answer.mistaken(FORM, EDIT_TITLE, form(asked, form, lost, Map.of()));
    }
    fields.change(changed);
    return Answer.to(PATH);
  }

  private List<String> lost(PageRequest asked, CustomField changed) {
    if (changed.type() != FieldType.CHOICE) {
      return List.of();
    }
    return fields.valuesByChoice(changed.id()).entrySet().stream()
        .filter(entry -> !changed.choices().contains(entry.getKey()))
        .map(
            entry ->
                asked
                    .texts()
                    .of(
                        "fields.lost",
                        entry.getKey(),
                        asked.texts().count("fields.values", entry.getValue())))
        .toList();
  }

  /** What would go with it. */
  Answer askRemove(PageRequest asked) {
    CustomField field = field(asked);
    long values = fields.values(field.id());
    return Answer.page(
        "field_remove",
        "fields.remove.title",
        new FieldsView.Removal(
            field.id(),
            field.label(),
            field.key(),
            values,
            asked.texts().count("fields.remove.values", values)));
  }

  /** Removes it with its values. */
  Answer remove(PageRequest asked) {
    fields.remove(asked.numberInPath("id"));
    return Answer.to(PATH);
  }

  private CustomField field(PageRequest asked) {
    return fields
        .byId(asked.numberInPath("id"))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such field."));
  }

  private FieldsView.Form form(
      PageRequest asked, FieldForm form, List<String> lost, Map<String, String> mistakes) {
    Texts texts = asked.texts();
    List<Choice> types =
        Arrays.stream(FieldType.values())
            .map(type -> new Choice(type.word(), texts.of("field.type." + type.word())))
            .toList();
    String values = form.id() == 0 ? "" : texts.count("fields.values", fields.values(form.id()));
    return new FieldsView.Form(form.id(), form.typed(), types, values, lost, mistakes);
  }
}
