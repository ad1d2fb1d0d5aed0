package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.console.TeaHouse;
import io.piste.console.TestConsole;
import io.piste.contact.ContactEdit;
import io.piste.contact.ContactField;
import io.piste.contact.Contacts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.Editor;
import io.piste.contact.FieldType;
import io.piste.contact.FieldValue;
import io.piste.contact.Restrictions;
import io.piste.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of contacts and their fields as people see and use them. */
final class ContactsBrowserIT {
  private static final String PATH = "/console/contacts";

  private static TestConsole console;
  private static Browser browser;
  private static ContactId camille;
  private static CustomField tea;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    Site shop = console.addShop();
    TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    CustomFields fields = new CustomFields(console.database().jdbi(), console.clock());
    tea =
        fields
            .make(
                new CustomField(
                    0,
                    "the_prefere",
                    "Thé préféré",
                    FieldType.CHOICE,
                    List.of("Vert", "Noir", "Blanc"),
                    true))
            .orElseThrow();
    fields.make(new CustomField(0, "naissance", "Naissance", FieldType.DATE, List.of(), false));
    Editor marie =
        new Editor(Editor.Way.HAND, TestConsole.EMAIL, console.clock().instant().minusSeconds(60));
    Contacts contacts = new Contacts(console.database().jdbi());
    EmailAddress email = new EmailAddress("camille.aubert@courriel.example");
    camille =
        console
            .database()
            .jdbi()
            .inTransaction(
                handle -> contacts.make(handle, shop.id(), Map.of(email, known()), marie))
            .values()
            .iterator()
            .next();
    new Restrictions(console.database().jdbi())
        .restrict(camille, "Demandé par téléphone le 23 novembre", marie);
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
  }

  private static ContactEdit known() {
    return ContactEdit.NONE
        .with(ContactField.FIRST_NAME, new FieldValue.Text("Camille"))
        .with(ContactField.LAST_NAME, new FieldValue.Text("Aubert"))
        .with(ContactField.STREET, new FieldValue.Text("12 rue des Feuilles"))
        .with(ContactField.POSTCODE, new FieldValue.Text("69001"))
        .with(ContactField.CITY, new FieldValue.Text("Lyon"))
        .with(ContactField.COUNTRY, new FieldValue.Text("FR"))
        .with(tea, new FieldValue.Text("Vert"));
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  @Test
  void no_page_has_a_barrier_breaks_the_policy_or_scrolls_sideways() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("contacts-list", PATH);
    pages.put("contacts-stage-none", PATH + "?stage=loyalty");
    pages.put("contact-new", PATH + "/new");
    pages.put("contact-edit", PATH + "/" + camille + "/edit");
    pages.put("contact-fields", PATH + "/fields");
    pages.put("contact-field", PATH + "/fields/" + tea.id());
    pages.put("contact-field-new", PATH + "/fields/new");
    pages.put("contact-field-remove", PATH + "/fields/" + tea.id() + "/remove");
    assertEquals(List.of(), ConsolePages.faults(browser, console, pages));
  }

  @Test
  void a_contact_is_made_in_the_form_and_mistakes_stand_beside_their_fields() {
    browser.open(console.url(PATH + "/new"));
    browser.find("#email").sendKeys("jo@mail.example");
    browser.find("#postcode").sendKeys("ABC");
    browser.find("#country").sendKeys("France");
    browser.click(".form .button");
    assertTrue(browser.find("#postcode-mistake").getText().contains("75002"));
    assertEquals("ABC", browser.find("#postcode").getDomProperty("value"));
    assertEquals("FR", browser.find("#country").getDomProperty("value"));
    assertEquals(List.of(), Axe.violations(browser));
    assertEquals(1, browser.complaints().size(), "of the status 422 alone");
    browser.find("#postcode").clear();
    browser.find("#postcode").sendKeys("69 001");
    browser.click(".form .button");
    browser.awaitThat(
        "the contact's card", () -> browser.find("h1").getText().contains("jo@mail.example"));
    assertEquals(
        1,
        console.number(
            "SELECT COUNT(*) FROM contact WHERE postcode = '69001' AND country = 'FR' AND email = 'jo@mail.example'"));
    assertEquals(List.of(), browser.complaints());
  }
}
