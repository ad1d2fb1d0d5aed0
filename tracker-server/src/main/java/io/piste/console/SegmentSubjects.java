package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.SegmentChoices.Field;
import io.piste.console.SegmentChoices.FieldSort;
import io.piste.console.SegmentChoices.Named;
import io.piste.console.view.RuleView.Known;
import io.piste.console.view.Texts;
import io.piste.report.RuleSubjects;
import io.piste.segment.Segment;
import io.piste.segment.SegmentField;
import io.piste.segment.SegmentFields;
import io.piste.segment.Segments;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/** Reads what a site's conditions can be about, in the reader's language. */
final class SegmentSubjects {
  private final SegmentFields fields;
  private final RuleSubjects subjects;
  private final Segments segments;

  SegmentSubjects(Jdbi jdbi, Segments segments) {
    this.fields = new SegmentFields(jdbi);
    this.subjects = new RuleSubjects(jdbi);
    this.segments = segments;
  }

  /**
   * All of it.
   *
   * @param without number of the segment that is being changed; 0 for none
   */
  SegmentChoices of(SiteId site, Texts texts, long without) {
    return new SegmentChoices(
        fields.all().stream().map(field -> field(field, texts)).toList(),
        subjects.tags(site),
        subjects.scores(site).stream().map(name -> new Named(name, name)).toList(),
        segments.all(site).stream()
            .filter(segment -> segment.id() != without)
            .map(SegmentSubjects::named)
            .toList(),
        subjects.currencies(site));
  }

  private static Named named(Segment segment) {
    return new Named(String.valueOf(segment.id()), segment.name());
  }

  private static Field field(SegmentField field, Texts texts) {
    String name = field.name();
    String label = field.label() == null ? texts.of("rule.field." + name) : field.label();
    return switch (name) {
      case "country" -> new Field(name, label, FieldSort.CHOICE, countries(texts.locale()));
      case "language" -> new Field(name, label, FieldSort.CHOICE, languages(texts.locale()));
      default -> new Field(name, label, type(field), values(field));
    };
  }

  private static FieldSort type(SegmentField field) {
    return switch (field.type()) {
      case TEXT -> FieldSort.TEXT;
      case CHOICE -> FieldSort.CHOICE;
      case NUMBER -> FieldSort.NUMBER;
      case YES_NO -> FieldSort.YES_NO;
      case DATE, TIME -> FieldSort.DATE;
    };
  }

  private static List<Named> values(SegmentField field) {
    return field.choices().stream().map(choice -> new Named(choice, choice)).toList();
  }

  private static List<Named> countries(Locale reader) {
    return sorted(
        Locale.getISOCountries(), code -> Locale.of("", code).getDisplayCountry(reader), reader);
  }

  private static List<Named> languages(Locale reader) {
    return sorted(
        Locale.getISOLanguages(), code -> Locale.of(code).getDisplayLanguage(reader), reader);
  }

  private static List<Named> sorted(String[] codes, UnaryOperator<String> name, Locale reader) {
    return Arrays.stream(codes)
        .map(code -> new Named(code, name.apply(code)))
        .filter(named -> !named.name().equals(named.key()))
        .sorted(Comparator.comparing(Named::name, Collator.getInstance(reader)))
        .toList();
  }

  /** Suggestions for what is typed: names that were seen on the site lately. */
  List<Known> known(SiteId site, SegmentChoices choices) {
    List<Known> known = new ArrayList<>();
    known.add(new Known("known-tags", choices.tags()));
    RuleKinds.DEEDS.stream()
        .filter(deed -> RuleKinds.hasName(RuleKinds.DID + deed))
        .forEach(deed -> known.add(new Known("known-" + deed, subjects.names(site, deed))));
    return known;
  }
}
