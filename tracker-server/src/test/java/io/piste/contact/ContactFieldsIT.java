package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Contacts by hand, file and API: made, changed, restricted; the operator's own fields. */
final class ContactFieldsIT {
  private static final SiteId SITE = new SiteId(1);

  private static TestLog log;
  private static Contacts contacts;
  private static CustomFields fields;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    contacts = new Contacts(log.jdbi());
    fields = new CustomFields(log.jdbi(), log.clock());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void a_contact_made_by_hand_has_its_fields_its_site_and_its_history() {
    CustomField born = own("born", FieldType.DATE);
    CustomField height = own("height", FieldType.NUMBER);
    CustomField likes = own("likes", FieldType.YES_NO);
    EmailAddress email = email();
    ContactEdit edit =
        ContactEdit.NONE
            .with(ContactField.FIRST_NAME, text("Ada"))
            .with(ContactField.COUNTRY, text("FR"))
            .with(born, new FieldValue.Day(LocalDate.of(1815, 12, 10)))
            .with(height, new FieldValue.Decimal(new BigDecimal("1.6500")))
            .with(likes, new FieldValue.YesNo(false));

    ContactId id = make(email, edit, Editor.Way.HAND);

    ContactFacts facts = facts(id);
    assertEquals(
        Map.of(
            "email",
            text(email.value()),
            "first_name",
            text("Ada"),
            "country",
            text("FR"),
            "custom.born",
            new FieldValue.Day(LocalDate.of(1815, 12, 10)),
            "custom.height",
            new FieldValue.Decimal(new BigDecimal("1.65")),
            "custom.likes",
            new FieldValue.YesNo(false)),
        facts.values());
    assertEquals("hand", facts.origin());
    assertTrue(new SiteContacts(log.jdbi()).byEmail(SITE, email).isPresent());
    assertTrue(new SiteContacts(log.jdbi()).byEmail(new SiteId(2), email).isEmpty());
    ContactHistory.Edit made = new ContactHistory(log.jdbi()).of(id, 9).getFirst();
    assertEquals("made", made.what());
    assertEquals(
        Set.of("first_name", "country", "custom.born", "custom.height", "custom.likes"),
        Set.copyOf(made.fields()));
    assertTrue(changes(id) > 0, "followers hear of it");
  }

  @Test
  void a_change_changes_what_it_names_and_empties_what_it_says() {
    CustomField size = own("size", FieldType.TEXT);
    ContactId id =
        make(
            email(),
            ContactEdit.NONE
                .with(ContactField.CITY, text("Lyon"))
                .with(ContactField.PHONE, text("+33199001234"))
                .with(size, text("L")),
            Editor.Way.HAND);
    String seen = facts(id).fingerprint();
    long noted = changes(id);

    change(
        id,
        ContactEdit.NONE
            .without(ContactField.CITY)
            .without(size)
            .with(ContactField.COMPANY, text("Tea & Co")),
        Editor.Way.HAND);

    ContactFacts facts = facts(id);
    assertNull(facts.text(ContactField.CITY));
    assertNull(facts.text(size));
    assertEquals("Tea & Co", facts.text(ContactField.COMPANY));
    assertEquals("+33199001234", facts.text(ContactField.PHONE));
    assertNotEquals(seen, facts.fingerprint());
    assertTrue(changes(id) > noted);
    assertTrue(
        ContactEdit.NONE.with(ContactField.COMPANY, text("Tea & Co")).beyond(facts).isEmpty());
    assertEquals(
        Set.of(ContactField.CITY),
        ContactEdit.NONE
            .with(ContactField.COMPANY, text("Other"))
            .with(ContactField.CITY, text("Paris"))
            .fillingIn(facts)
            .fields());
  }

  @Test
  void a_thousand_contacts_of_a_file_take_a_few_statements() {
    Map<EmailAddress, ContactEdit> people = new HashMap<>();
    CustomField size = own("many", FieldType.NUMBER);
    for (int i = 0; i < 1_000; i++) {
      people.put(
          email(),
          ContactEdit.NONE
              .with(ContactField.LAST_NAME, text("Nr " + i))
              .with(size, new FieldValue.Decimal(BigDecimal.valueOf(i))));
    }
    Map<EmailAddress, ContactId> made =
        log.jdbi()
            .inTransaction(
                handle -> contacts.make(handle, SITE, people, editor(Editor.Way.IMPORT)));
    assertEquals(1_000, made.size());
    assertEquals(1_000, fields.values(size.id()));
    Map<ContactId, ContactFacts> facts =
        log.jdbi().withHandle(handle -> contacts.facts(handle, made.values()));
    people.forEach(
        (email, edit) -> {
          ContactFacts of = facts.get(made.get(email));
          assertTrue(of != null && edit.beyond(of).isEmpty(), email.value());
        });
  }

  @Test
  void of_a_restricted_contact_files_shops_and_events_change_nothing() {
    Track ada = Track.fresh();
    EmailAddress email = email();
    log.play(ada.claims(0, email.value()));
    ContactId id = contacts.byEmail(email).orElseThrow().id();
    Restrictions restrictions = new Restrictions(log.jdbi());

    assertTrue(restrictions.restrict(id, "asked on the phone", editor(Editor.Way.HAND)));
    assertFalse(restrictions.restrict(id, "again", editor(Editor.Way.HAND)));
    change(id, ContactEdit.NONE.with(ContactField.CITY, text("Lyon")), Editor.Way.IMPORT);
    change(id, ContactEdit.NONE.with(ContactField.CITY, text("Lyon")), Editor.Way.CONNECTOR);
    ContactEdit lyon = ContactEdit.NONE.with(ContactField.CITY, text("Lyon"));
    assertEquals(Map.of(), made(email, lyon, Editor.Way.IMPORT), "left alone");
    log.play(ada.proves(5, email.value()));

    ContactFacts facts = facts(id);
    assertTrue(facts.restricted());
    assertNull(facts.text(ContactField.CITY));
    assertEquals("Ada", facts.text(ContactField.FIRST_NAME));
    change(id, ContactEdit.NONE.with(ContactField.CITY, text("Paris")), Editor.Way.HAND);
    assertEquals("Paris", facts(id).text(ContactField.CITY), "a person may correct it");

    assertTrue(restrictions.lift(id, "asked again", editor(Editor.Way.HAND)));
    assertFalse(facts(id).restricted());
    assertEquals(
        List.of("lifted", "changed", "restricted"),
        new ContactHistory(log.jdbi()).of(id, 9).stream().map(ContactHistory.Edit::what).toList());
  }

  @Test
  void names_by_hand_stay_until_a_later_proof() {
    Track ada = Track.fresh();
    EmailAddress email = email();
    log.play(ada.proves(0, email.value()));
    ContactId id = contacts.byEmail(email).orElseThrow().id();
    Instant late = log.clock().instant().plusSeconds(86_400);
    log.jdbi()
        .useTransaction(
            handle ->
                contacts.change(
                    handle,
                    id,
                    ContactEdit.NONE.with(ContactField.FIRST_NAME, text("Augusta")),
                    new Editor(Editor.Way.HAND, "marie@mail.example", late)));

    log.play(ada.proves(3, email.value()));

    assertEquals("Augusta", facts(id).text(ContactField.FIRST_NAME));
    log.play(ada.proves(60 * 48, email.value()));
    assertEquals("Grace", facts(id).text(ContactField.FIRST_NAME));
  }

  @Test
  void a_choice_that_goes_takes_its_values_along_and_says_who_changed() {
    CustomField tea =
        fields
            .make(
                new CustomField(
                    0,
                    "tea",
                    "Tea",
                    FieldType.CHOICE,
                    List.of("Green", "green tea", "Black"),
                    true))
            .orElseThrow();
    ContactId green = make(email(), ContactEdit.NONE.with(tea, text("Green")), Editor.Way.HAND);
    ContactId black = make(email(), ContactEdit.NONE.with(tea, text("Black")), Editor.Way.HAND);
    assertEquals(Map.of("Green", 1L, "Black", 1L), fields.valuesByChoice(tea.id()));
    long noted = changes(green);
    long others = changes(black);

    fields.change(
        new CustomField(
            tea.id(), "tea", "Thé", FieldType.CHOICE, List.of("green", "Black"), false));

    assertNull(facts(green).text(tea), "Green is not green");
    assertEquals("Black", facts(black).text(tea));
    assertTrue(changes(green) > noted);
    assertEquals(others, changes(black));
    assertEquals("Thé", fields.byName("tea").orElseThrow().label());

    fields.remove(tea.id());
    assertNull(facts(black).text(tea));
    assertTrue(changes(black) > others);
  }

  @Test
  void there_are_at_most_a_hundred_fields_and_a_name_is_taken_once() {
    List<CustomField> made = new ArrayList<>();
    int before = fields.all().size();
    for (int i = before; i < CustomFields.MOST; i++) {
      made.add(own("f" + i, FieldType.TEXT));
    }
    assertTrue(fields.make(unmade("one_more", FieldType.TEXT)).isEmpty());
    fields.remove(made.getFirst().id());
    assertTrue(fields.make(unmade(made.getLast().name(), FieldType.TEXT)).isEmpty());
    assertTrue(fields.make(unmade("one_more", FieldType.TEXT)).isPresent());
    made.forEach(field -> fields.remove(field.id()));
    fields.byName("one_more").ifPresent(field -> fields.remove(field.id()));
  }

  @Test
  void completeness_is_the_share_of_filled_fields_among_those_that_count() {
    CustomField counted =
        fields
            .make(new CustomField(0, "counted", "Counted", FieldType.TEXT, List.of(), true))
            .orElseThrow();
    Completeness.set(
        log.jdbi(), Set.of(ContactField.FIRST_NAME, ContactField.CITY, ContactField.COMPANY));
    Completeness completeness = Completeness.now(log.jdbi());
    assertTrue(
        completeness
            .fields()
            .containsAll(List.of("first_name", "city", "company", "custom.counted")));
    ContactId id =
        make(email(), ContactEdit.NONE.with(ContactField.CITY, text("Lyon")), Editor.Way.HAND);
    Completeness four =
        new Completeness(List.of("first_name", "city", "company", "custom.counted"));
    assertEquals(25, four.percent(facts(id)));
    assertEquals(List.of("first_name", "company", "custom.counted"), four.missing(facts(id)));
    assertEquals(100, new Completeness(List.of()).percent(facts(id)));
    fields.remove(counted.id());
  }

  private static CustomField own(String name, FieldType type) {
    return fields.make(unmade(name, type)).orElseThrow();
  }

  private static CustomField unmade(String name, FieldType type) {
    return new CustomField(0, name, name, type, List.of(), false);
  }

  private static ContactId make(EmailAddress email, ContactEdit edit, Editor.Way way) {
    return Objects.requireNonNull(made(email, edit, way).get(email), "nobody was made");
  }

  private static Map<EmailAddress, ContactId> made(
      EmailAddress email, ContactEdit edit, Editor.Way way) {
    return log.jdbi()
        .inTransaction(handle -> contacts.make(handle, SITE, Map.of(email, edit), editor(way)));
  }

  private static void change(ContactId id, ContactEdit edit, Editor.Way way) {
    log.jdbi().useTransaction(handle -> contacts.change(handle, id, edit, editor(way)));
  }

  private static Editor editor(Editor.Way way) {
    return new Editor(way, "marie@mail.example", log.clock().instant());
  }

  private static ContactFacts facts(ContactId id) {
    return contacts.facts(id).orElseThrow();
  }

  private static long changes(ContactId id) {
    return log.count("SELECT COUNT(*) FROM contact_change WHERE contact_id = " + id.value());
  }

  private static FieldValue text(String text) {
    return new FieldValue.Text(text);
  }

  private static EmailAddress email() {
    return new EmailAddress("by.hand." + UUID.randomUUID() + "@mail.example");
  }
}
