package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.EmailAddress;
import io.piste.contact.Completeness;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.Contacts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.FieldType;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contacts and their fields are made, changed and restricted by hand in the console. */
final class ContactFormPagesIT {
  private static final String PATH = "/console/contacts";
  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([^\"]*)\"");

  private TestConsole console;
  private Visitor visitor;
  private Contacts contacts;
  private CustomFields fields;

  @BeforeEach
  void start() throws Exception {
    console = new TestConsole();
    console.addUser();
    console.addShop();
    contacts = new Contacts(console.database().jdbi());
    fields = new CustomFields(console.database().jdbi(), console.clock());
    visitor = new Visitor(console);
    visitor.signIn(TestConsole.EMAIL, TestConsole.PASSWORD);
    visitor.get(PATH);
  }

  @AfterEach
  void stop() {
    visitor.close();
    console.close();
  }

  @Test
  void what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost() throws Exception {
    fields.make(new CustomField(0, "born", "Naissance", FieldType.DATE, List.of(), false));
    Map<String, String> typed = new HashMap<>();
    typed.put("email", "ada@");
    typed.put("first_name", "Ada <b>");
    typed.put("country", "FR");
    typed.put("postcode", "SW1A");
    typed.put("phone", "call me");
    typed.put("custom.born", "31/02/2026");

    HttpResponse<String> answer = visitor.post(PATH + "/new", typed);

    assertEquals(422, answer.statusCode());
    String page = answer.body();
    for (String kept : List.of("ada@", "Ada &lt;b>", "SW1A", "call me", "31/02/2026")) {
      assertTrue(page.contains("value=\"" + kept + "\""), kept);
    }
    for (String wrong : List.of("email", "postcode", "phone", "custom.born")) {
      assertTrue(page.contains("id=\"" + wrong + "-mistake\""), wrong);
    }
    assertTrue(page.contains("75002"), "an example of the country");
    assertEquals(0, console.number("SELECT COUNT(*) FROM contact"));
  }

  @Test
  void a_contact_is_made_once_and_edited_and_the_list_shows_how_complete_it_is() throws Exception {
    make("ada@mail.example", Map.of("first_name", "Ada", "country", "FR", "phone", "0199001234"));
    ContactFacts ada = facts("ada@mail.example");
    assertEquals("+33199001234", ada.text(ContactField.PHONE));
    HttpResponse<String> again = visitor.post(PATH + "/new", Map.of("email", "ADA@mail.example"));
    assertEquals(422, again.statusCode());
    assertTrue(again.body().contains("href=\"/console/contacts/" + ada.id() + "\""));

    Map<String, String> typed = new HashMap<>(Map.of("city", "Lyon", "first_name", ""));
    typed.put("seen", seen(ada));
    assertEquals(303, visitor.post(PATH + "/" + ada.id() + "/edit", typed).statusCode());

    ContactFacts now = facts("ada@mail.example");
    assertEquals("Lyon", now.text(ContactField.CITY));
    assertTrue(now.value("first_name").isEmpty());
    assertEquals("FR", now.text(ContactField.COUNTRY), "not in the form, not touched");
    String list = visitor.get(PATH).body();
    int percent = Completeness.now(console.database().jdbi()).percent(now);
    assertEquals(37, percent);
    assertTrue(list.contains("width=\"37%\""), list);
    String form = visitor.get(PATH + "/" + ada.id() + "/edit").body();
    assertTrue(form.contains(TestConsole.EMAIL), "who did it stands in the history");
  }

  @Test
  void who_saves_after_somebody_else_is_told_what_is_stored_and_overwrites_nothing_unseen()
      throws Exception {
    make("ada@mail.example", Map.of("first_name", "Ada", "city", "Lyon"));
    ContactFacts ada = facts("ada@mail.example");
    String edit = PATH + "/" + ada.id() + "/edit";
    String seen = seen(ada);
    visitor.post(edit, Map.of("seen", seen, "city", "Paris"));

    HttpResponse<String> late =
        visitor.post(edit, Map.of("seen", seen, "city", "Nice", "company", "Thé & Cie"));

    assertEquals(422, late.statusCode());
    assertEquals("Paris", facts("ada@mail.example").text(ContactField.CITY));
    assertTrue(late.body().contains("value=\"Nice\""));
    assertTrue(late.body().contains("Enregistré : Paris"), late.body());
    Matcher fresh = SEEN.matcher(late.body());
    assertTrue(fresh.find());
    assertEquals(
        303, visitor.post(edit, Map.of("seen", fresh.group(1), "city", "Nice")).statusCode());
    assertEquals("Nice", facts("ada@mail.example").text(ContactField.CITY));
  }

  @Test
  void processing_is_stopped_and_taken_up_again_for_a_reason_that_is_kept() throws Exception {
    make("ada@mail.example", Map.of());
    String path = PATH + "/" + facts("ada@mail.example").id();
    visitor.get(path + "/edit");
    assertEquals(422, visitor.post(path + "/restrict", Map.of("reason", " ")).statusCode());
    assertFalse(facts("ada@mail.example").restricted());

    visitor.post(path + "/restrict", Map.of("reason", "demandé par téléphone"));

    assertTrue(facts("ada@mail.example").restricted());
    assertTrue(visitor.get(path + "/edit").body().contains("demandé par téléphone"));
    assertTrue(visitor.get(PATH).body().contains("Limité"));
    visitor.post(path + "/lift", Map.of("reason", "nouvel accord"));
    assertFalse(facts("ada@mail.example").restricted());
    assertTrue(visitor.get(path + "/edit").body().contains("nouvel accord"));
  }

  @Test
  void a_field_is_added_changed_with_a_warning_and_removed() throws Exception {
    String path = PATH + "/fields";
    Map<String, String> typed = new HashMap<>();
    typed.put("label", "Thé préféré");
    typed.put("type", "choice");
    typed.put("choices", "Vert\nNoir\n\nBlanc");
    assertEquals(303, visitor.post(path + "/new", typed).statusCode());
    CustomField field = fields.byName("the_prefere").orElseThrow();
    assertEquals(List.of("Vert", "Noir", "Blanc"), field.choices());
    assertEquals(422, visitor.post(path + "/new", typed).statusCode(), "the name is taken");
    make("ada@mail.example", Map.of("custom.the_prefere", "vert"));

    Map<String, String> fewer = Map.of("label", "Thé", "choices", "Noir\nBlanc");
    HttpResponse<String> asked = visitor.post(path + "/" + field.id(), fewer);
    assertEquals(422, asked.statusCode());
    assertTrue(asked.body().contains("Vert : 1 contact."), asked.body());
    assertEquals("Vert", facts("ada@mail.example").text(field));
    Map<String, String> sure = new HashMap<>(fewer);
    sure.put("sure", "yes");
    assertEquals(303, visitor.post(path + "/" + field.id(), sure).statusCode());
    assertTrue(facts("ada@mail.example").value(field.key()).isEmpty());

    assertTrue(visitor.get(path + "/" + field.id() + "/remove").body().contains("0 contact"));
    visitor.post(path + "/" + field.id() + "/remove", Map.of());
    assertTrue(fields.all().isEmpty());
    for (String wrong : List.of("", "x".repeat(101))) {
      assertEquals(
          422, visitor.post(path + "/new", Map.of("label", wrong, "type", "text")).statusCode());
    }
    assertEquals(
        422,
        visitor
            .post(path + "/new", Map.of("label", "Ok", "type", "choice", "choices", "A\na"))
            .statusCode());
  }

  @Test
  void what_counts_for_completeness_is_settable() throws Exception {
    visitor.get(PATH + "/fields");
    visitor.post(PATH + "/fields", Map.of("city", "yes", "company", "yes"));
    assertEquals(List.of("company", "city"), Completeness.now(console.database().jdbi()).fields());
  }

  @Test
  void the_list_is_narrowed_to_a_stage_a_page_at_a_time() throws Exception {
    make("ada@mail.example", Map.of("first_name", "Ada"));
    make("bob@mail.example", Map.of("first_name", "Bob"));
    long ada = facts("ada@mail.example").id().value();
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO profile (site_id, contact_id, stage, stage_at, made_at)"
                        + " SELECT id, ?, 'loyalty', 1, 1 FROM site",
                    ada));
    String loyal = visitor.get(PATH + "?stage=loyalty").body();
    assertTrue(loyal.contains("ada@mail.example"), loyal);
    assertFalse(loyal.contains("bob@mail.example"));
    assertTrue(visitor.get(PATH + "?stage=qualification").body().contains("Personne n’est"));
    assertTrue(visitor.get(PATH + "?stage=nonsense").body().contains("bob@mail.example"));
  }

  private void make(String email, Map<String, String> more) throws Exception {
    visitor.get(PATH + "/new");
    Map<String, String> typed = new HashMap<>(more);
    typed.put("email", email);
    HttpResponse<String> answer = visitor.post(PATH + "/new", typed);
    assertEquals(303, answer.statusCode(), answer.body());
  }

  private String seen(ContactFacts facts) throws Exception {
    Matcher seen = SEEN.matcher(visitor.get(PATH + "/" + facts.id() + "/edit").body());
    assertTrue(seen.find());
    return seen.group(1);
  }

  private ContactFacts facts(String email) {
    return contacts
        .facts(contacts.byEmail(new EmailAddress(email)).orElseThrow().id())
        .orElseThrow();
  }
}
