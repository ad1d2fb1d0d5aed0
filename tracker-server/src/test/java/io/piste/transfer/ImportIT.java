package io.piste.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.EmailAddress;
import io.piste.contact.ContactEdit;
import io.piste.contact.ContactField;
import io.piste.contact.Contacts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.Editor;
import io.piste.contact.FieldType;
import io.piste.contact.FieldValue;
import io.piste.contact.MarketingPermission;
import io.piste.contact.MarketingPermissions;
import io.piste.contact.Restrictions;
import io.piste.protocol.Proof;
import io.piste.transfer.ContactImport.Counts;
import io.piste.transfer.ContactImport.State;
import io.piste.transfer.ImportPlan.Extras;
import io.piste.transfer.ImportPlan.Known;
import io.piste.transfer.ImportPlan.Statement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the lines of a file. */
final class ImportIT {
  private static final String FILE =
      """
      E-mail;Prénom;Nom;Code postal;Pays;Téléphone
      Anne@Example.org;Anne;Œuvrard;69001;France;04 72 00 00 00
      bob@example.org;Bob;;12;FR;
      ;Nobody;;;;
      not an address;X;;;;
      anne@example.org;Anna;;;;
      """;

  @TempDir private Path folder;
  private ImportWorld world;

  @BeforeEach
  void start() {
    world = new ImportWorld(folder);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private static List<String> words(ImportWorld world, long id) {
    return new ImportFaults(world.jdbi())
        .first(id, 100).stream().map(each -> each.line() + " " + each.word()).toList();
  }

  @Test
  void a_dry_run_counts_and_writes_nothing_and_the_import_does_what_it_said() {
    long id = world.upload(FILE);
    assertEquals(
        List.of("email", "first_name", "last_name", "postcode", "country", "phone"),
        world.find(id).plan().targets());
    ContactImport checked = world.check(id, UnaryOperator.identity());

    assertEquals(State.CHECKED, checked.state());
    assertEquals(new Counts(1, 0, 0, 0, 4), checked.counts());
    assertEquals(5L, checked.total());
    assertEquals(
        List.of("3 no_postcode", "4 email_missing", "5 no_address", "6 duplicate"),
        words(world, id));
    assertEquals(0, world.count("SELECT COUNT(*) FROM contact"));
    assertEquals(0, world.count("SELECT COUNT(*) FROM contact_change"));

    assertTrue(world.imports().start(id));
    world.run();
    ContactImport done = world.find(id);
    assertEquals(State.DONE, done.state());
    assertEquals(checked.counts(), done.counts());
    assertEquals(1, world.count("SELECT COUNT(*) FROM contact"));
    assertEquals("Œuvrard", world.field("anne@example.org", "last_name"));
    assertEquals("Anne", world.field("anne@example.org", "first_name"), "the first line counts");
    assertEquals("FR", world.field("anne@example.org", "country"));
    assertEquals("+33472000000", world.field("anne@example.org", "phone"));
    assertEquals("import", world.contact("anne@example.org").orElseThrow().origin());
    assertEquals(1, world.count("SELECT COUNT(*) FROM contact_site"));
    assertEquals(0, world.count("SELECT COUNT(*) FROM marketing_permission"));
  }

  @Test
  void the_same_file_again_changes_nothing() {
    world.imported(FILE, ImportWorld.known(Known.OVERWRITE));
    long edits = world.count("SELECT COUNT(*) FROM contact_edit");
    ContactImport again = world.imported(FILE, ImportWorld.known(Known.OVERWRITE));
    assertEquals(new Counts(0, 0, 1, 0, 4), again.counts());
    assertEquals(edits, world.count("SELECT COUNT(*) FROM contact_edit"));
  }

  @Test
  void what_is_known_is_skipped_filled_in_or_overwritten_and_empty_cells_say_nothing() {
    world.imported("email;first_name;city\na@example.org;Anne;\n", UnaryOperator.identity());
    String next = "email;first_name;last_name;city\na@example.org;Anna;Roux;Lyon\n";

    assertEquals(
        new Counts(0, 0, 1, 0, 0), world.imported(next, ImportWorld.known(Known.SKIP)).counts());
    assertEquals("", world.field("a@example.org", "city"));

    assertEquals(
        new Counts(0, 1, 0, 0, 0), world.imported(next, ImportWorld.known(Known.FILL)).counts());
    assertEquals("Anne", world.field("a@example.org", "first_name"));
    assertEquals("Lyon", world.field("a@example.org", "city"));

    world.imported(next, ImportWorld.known(Known.OVERWRITE));
    assertEquals("Anna", world.field("a@example.org", "first_name"));
    world.imported("email;city\na@example.org;\n", ImportWorld.known(Known.OVERWRITE));
    assertEquals("Lyon", world.field("a@example.org", "city"), "an empty cell empties nothing");
  }

  @Test
  void whoever_must_not_be_written_to_is_not_brought_back() {
    world.suppress("anne@example.org");
    ContactImport done =
        world.imported(
            FILE,
            ImportWorld.extras(
                new Extras("fair", null, new Statement("Box on paper", "2026-01-05"))));
    assertEquals(new Counts(0, 0, 0, 1, 4), done.counts());
    assertEquals(0, world.count("SELECT COUNT(*) FROM contact"));
    assertEquals(0, world.count("SELECT COUNT(*) FROM marketing_answer"));
    assertTrue(words(world, done.id()).contains("2 suppressed"));
  }

  @Test
  void whoever_asked_for_rest_is_left_alone() {
    world.imported(FILE, UnaryOperator.identity());
    var anne = world.contact("anne@example.org").orElseThrow();
    new Restrictions(world.jdbi())
        .restrict(anne.id(), "asked", new Editor(Editor.Way.HAND, "me", world.clock().instant()));
    ContactImport done =
        world.imported(
            "email;city\nanne@example.org;Lyon\n",
            ImportWorld.extras(new Extras("fair", null, null)));
    assertEquals(new Counts(0, 0, 0, 0, 1), done.counts());
    assertEquals(List.of("2 restricted"), words(world, done.id()));
    assertEquals(0, world.count("SELECT COUNT(*) FROM contact_tag"));
  }

  @Test
  void importing_permits_nothing_unless_somebody_says_where_and_when_it_was_given() {
    String file =
        """
        email;consent;date
        a@example.org;oui;03/04/2026
        b@example.org;non;
        c@example.org;;
        d@example.org;oui;01/01/2031
        """;
    UnaryOperator<ImportPlan> mapped =
        plan ->
            new ImportPlan(
                plan.format(),
                true,
                plan.columns(),
                List.of("email", "consent", "consent_at"),
                Known.FILL,
                Extras.NONE,
                true);
    world.imported(file, mapped);
    assertEquals(0, world.count("SELECT COUNT(*) FROM marketing_permission"));

    Extras stated = new Extras("", null, new Statement("Form of the fair in Lyon", "2026-02-01"));
    ContactImport done =
        world.imported(file, plan -> ImportWorld.extras(stated).apply(mapped.apply(plan)));
    assertEquals(new Counts(0, 0, 3, 0, 1), done.counts());
    assertEquals(List.of("5 consent_date"), words(world, done.id()));
    assertEquals(1, world.count("SELECT COUNT(*) FROM marketing_permission WHERE granted"));
    assertEquals(1, world.count("SELECT COUNT(*) FROM marketing_permission WHERE NOT granted"));
    assertEquals(
        Instant.parse("2026-04-02T22:00:00Z").toEpochMilli(),
        world.count("SELECT decided_at FROM marketing_permission WHERE granted"),
        "3 April begins at 22:00 UTC in Paris");
    assertEquals(
        2,
        world.count(
            "SELECT COUNT(*) FROM marketing_answer WHERE source = 'import' AND proof = 'claimed'"
                + " AND words = 'Form of the fair in Lyon'"));
    world.imported(file, plan -> ImportWorld.extras(stated).apply(mapped.apply(plan)));
    assertEquals(2, world.count("SELECT COUNT(*) FROM marketing_answer"), "the same proof again");
  }

  @Test
  void an_imported_yes_never_undoes_a_no_that_is_newer_or_proved() {
    world.imported("email\na@example.org\nb@example.org\n", UnaryOperator.identity());
    MarketingPermissions permissions = new MarketingPermissions(world.jdbi());
    for (Map.Entry<String, Proof> each :
        Map.of("a@example.org", Proof.CLAIMED, "b@example.org", Proof.VERIFIED).entrySet()) {
      String decided =
          each.getValue() == Proof.CLAIMED ? "2026-06-01T00:00:00Z" : "2025-06-01T00:00:00Z";
      world
          .jdbi()
          .useHandle(
              handle ->
                  permissions.note(
                      handle,
                      world.contact(each.getKey()).orElseThrow().id(),
                      world.site().id(),
                      new MarketingPermission(
                          false, each.getValue(), "form", null, Instant.parse(decided))));
    }
    Extras older = new Extras("", null, new Statement("Paper", "2026-02-01"));
    world.imported("email\na@example.org\nb@example.org\n", ImportWorld.extras(older));
    assertEquals(0, world.count("SELECT COUNT(*) FROM marketing_permission WHERE granted"));
    Extras newer = new Extras("", null, new Statement("Paper", "2026-07-01"));
    world.imported("email\na@example.org\nb@example.org\n", ImportWorld.extras(newer));
    assertEquals(1, world.count("SELECT COUNT(*) FROM marketing_permission WHERE granted"));
  }

  @Test
  void own_fields_and_a_tag_come_along() {
    CustomFields own = new CustomFields(world.jdbi(), world.clock());
    own.make(new CustomField(0, "born", "Date de naissance", FieldType.DATE, List.of(), false));
    own.make(new CustomField(0, "size", "Taille", FieldType.CHOICE, List.of("S", "M"), false));
    ContactImport done =
        world.imported(
            "Courriel;Date de naissance;Taille\na@example.org;31/12/1999;m\nb@example.org;;XL\n",
            ImportWorld.extras(new Extras("fair", null, null)));
    assertEquals(new Counts(1, 0, 0, 0, 1), done.counts());
    assertEquals("1999-12-31", world.field("a@example.org", "custom.born"));
    assertEquals("M", world.field("a@example.org", "custom.size"));
    assertEquals(1, world.count("SELECT COUNT(*) FROM contact_tag WHERE tag = 'fair'"));
    assertTrue(world.count("SELECT COUNT(*) FROM contact_change") > 0);
  }

  @Test
  void a_file_that_breaks_off_is_refused_and_imports_nothing() {
    StringBuilder file = new StringBuilder("email;note\n");
    for (int i = 0; i < 2_500; i++) {
      file.append("p").append(i).append("@example.org;x\n");
    }
    long id = world.upload(file + "last@example.org;\"open\n");
    ContactImport checked = world.check(id, UnaryOperator.identity());
    assertEquals(State.REFUSED, checked.state());
    assertEquals(new ContactImport.Refused(FileFault.QUOTES, 2_502), checked.refused());
    assertFalse(world.imports().start(id));
    world.run();
    assertEquals(0, world.count("SELECT COUNT(*) FROM contact"));
    assertThrows(FileRefused.class, () -> world.upload("email\n"));
    assertEquals(1, world.filesThere(), "of what is refused at once nothing is kept");
  }

  @Test
  void who_cancels_keeps_whole_lines_and_gets_no_more() {
    StringBuilder file = new StringBuilder("email\n");
    for (int i = 0; i < 12_000; i++) {
      file.append("p").append(i).append("@example.org\n");
    }
    long id = world.upload(file.toString());
    world.check(id, UnaryOperator.identity());
    world.imports().start(id);
    assertTrue(world.runner().runOnce());
    assertTrue(world.imports().cancel(world.site().id(), id));
    world.run();
    ContactImport cancelled = world.find(id);
    assertEquals(State.CANCELLED, cancelled.state());
    assertEquals(cancelled.next(), world.count("SELECT COUNT(*) FROM contact"));
    assertEquals(cancelled.counts().made(), cancelled.next());
    assertTrue(cancelled.next() > 0 && cancelled.next() < 12_000);
    assertFalse(world.imports().cancel(world.site().id(), id), "it is over");
    ContactImport again = world.imported(file.toString(), UnaryOperator.identity());
    assertEquals(cancelled.next(), again.counts().unchanged());
    assertEquals(12_000, world.count("SELECT COUNT(*) FROM contact"));
  }

  @Test
  void an_import_that_was_stopped_amid_goes_on_where_it_was() {
    StringBuilder file = new StringBuilder("email\n");
    for (int i = 0; i < 7_000; i++) {
      file.append("p").append(i).append("@example.org\n");
    }
    long id = world.upload(file + "p5@example.org\n");
    world.check(id, UnaryOperator.identity());
    world.imports().start(id);
    world.runner().runOnce();
    world.newProcess();
    world.run();
    assertEquals(new Counts(7_000, 0, 0, 0, 1), world.find(id).counts());
    assertEquals(List.of("7002 duplicate"), words(world, id), "addresses of before are known");
  }

  @Test
  void no_name_from_outside_is_a_path() throws Exception {
    byte[] bytes = "email\na@example.org\n".getBytes(StandardCharsets.UTF_8);
    Arrivals.By by = new Arrivals.By(world.site().id(), "me", true);
    for (String name :
        List.of("../../evil.csv", "C:\\temp\\evil.csv", "/etc/evil.csv", "\u202Eevil.csv\0")) {
      long id = world.arrivals().take(new ByteArrayInputStream(bytes), name, by);
      assertEquals("evil.csv", world.find(id).fileName());
      assertTrue(Files.exists(world.files().folder().resolve(String.valueOf(id))));
    }
    assertEquals(4, world.filesThere());
  }

  @Test
  void files_are_deleted_a_week_after_their_end() {
    ContactImport done = world.imported(FILE, UnaryOperator.identity());
    long waiting = world.upload(FILE);
    world.runner().sweep();
    assertEquals(2, world.filesThere());
    world.clock().advance(Duration.ofDays(8));
    world.runner().sweep();
    assertEquals(1, world.filesThere());
    assertTrue(world.find(done.id()).fileGone());
    assertEquals(List.of(), words(world, done.id()));
    world.clock().advance(Duration.ofDays(30));
    world.runner().sweep();
    assertEquals(State.CANCELLED, world.find(waiting).state());
  }

  @Test
  void what_a_person_corrected_meanwhile_is_not_filled_over() {
    world.imported("email\na@example.org\n", UnaryOperator.identity());
    long id = world.upload("email;city\na@example.org;Lyon\n");
    world.check(id, UnaryOperator.identity());
    world
        .jdbi()
        .useHandle(
            handle ->
                new Contacts(world.jdbi())
                    .make(
                        handle,
                        world.site().id(),
                        Map.of(
                            new EmailAddress("a@example.org"),
                            ContactEdit.NONE.with(ContactField.CITY, new FieldValue.Text("Paris"))),
                        new Editor(Editor.Way.HAND, "me", world.clock().instant())));
    world.imports().start(id);
    world.run();
    assertEquals("Paris", world.field("a@example.org", "city"));
  }
}
