package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.contact.ContactEdit;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.Contacts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.Editor;
import io.piste.contact.FieldType;
import io.piste.contact.FieldValue;
import io.piste.contact.Restrictions;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people wrote down about contacts outlives a rebuild of everything that events say. */
final class ByHandIT {
  private static final Sweep.Pace PIECE = new Sweep.Pace(70, 2, 30);

  private static TestLog log;
  private static Contacts contacts;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    contacts = new Contacts(log.jdbi());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void a_rebuild_keeps_what_came_by_hand() {
    CustomField size =
        new CustomFields(log.jdbi(), log.clock())
            .make(new CustomField(0, "size", "Size", FieldType.TEXT, List.of(), false))
            .orElseThrow();
    Track track = Track.fresh();
    log.play(track.page(0, "/teas"), track.proves(1, "known@mail.example"));
    ContactId known = contacts.byEmail(new EmailAddress("known@mail.example")).orElseThrow().id();
    Editor later =
        new Editor(
            Editor.Way.HAND, "marie@mail.example", log.clock().instant().plusSeconds(864_000));
    EmailAddress byHand = new EmailAddress("hand@mail.example");
    ContactEdit edit =
        ContactEdit.NONE
            .with(ContactField.FIRST_NAME, new FieldValue.Text("Augusta"))
            .with(ContactField.PHONE, new FieldValue.Text("+33199001234"))
            .with(size, new FieldValue.Text("L"));
    log.jdbi()
        .useTransaction(
            handle -> {
              contacts.change(handle, known, edit, later);
              contacts.make(handle, new SiteId(1), Map.of(byHand, edit), later);
            });
    new Restrictions(log.jdbi()).restrict(known, "asked", later);
    ContactFacts before = contacts.facts(known).orElseThrow();
    ContactId made = contacts.byEmail(byHand).orElseThrow().id();
    ContactFacts madeBefore = contacts.facts(made).orElseThrow();

    rebuild();
    assertEquals(before, contacts.facts(known).orElseThrow());
    assertEquals(madeBefore, contacts.facts(made).orElseThrow());

    // Even when nothing is left of the events that brought the contact, while its browser is.
    log.jdbi()
        .useHandle(
            handle ->
                assertEquals(1, handle.execute("DELETE FROM event_log WHERE type = 'identify'")));
    rebuild();
    assertEquals(before.values(), contacts.facts(known).orElseThrow().values());
    assertEquals(before.restrictedAt(), contacts.facts(known).orElseThrow().restrictedAt());
    assertEquals(madeBefore, contacts.facts(made).orElseThrow());
  }

  private static void rebuild() {
    Sweep sweep =
        new Sweep(log.jdbi(), TestLog.projections(log.jdbi()), log.clock(), RebuildRuns.ALL, PIECE);
    try (Rebuild rebuild = Rebuild.begin(log.jdbi(), sweep, RebuildRuns.Extent.ALL).orElseThrow()) {
      while (rebuild.runOnce()) {}
    }
  }
}
