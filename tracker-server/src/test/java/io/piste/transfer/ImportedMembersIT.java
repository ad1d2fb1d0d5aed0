package io.piste.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.Contacts;
import io.piste.contact.Editor;
import io.piste.contact.Restrictions;
import io.piste.segment.Bounds;
import io.piste.segment.Condition;
import io.piste.segment.Period;
import io.piste.segment.SegmentDraft;
import io.piste.segment.Segments;
import io.piste.transfer.ContactImport.Counts;
import io.piste.transfer.ImportPlan.Extras;
import io.piste.transfer.ImportPlan.Known;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of a file enter a segment, and leave as its members; those at rest do neither. */
final class ImportedMembersIT {
  private static final String FILE = "email\na@example.org\nb@example.org\nc@example.org\n";

  @TempDir private Path folder;
  private ImportWorld world;
  private Segments segments;
  private long fair;

  @BeforeEach
  void start() {
    world = new ImportWorld(folder);
    segments = new Segments(world.jdbi(), world.clock());
    fair = segments.make(world.site().id(), new SegmentDraft("Fair", "", null)).id();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private ContactId id(String email) {
    return world.contact(email).orElseThrow().id();
  }

  private void restrict(String email) {
    new Restrictions(world.jdbi())
        .restrict(id(email), "asked", new Editor(Editor.Way.HAND, "me", world.clock().instant()));
  }

  private void merge(String email, String into) {
    world
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE contact SET merged_into = ? WHERE id = ?",
                    id(into).value(),
                    id(email).value()));
  }

  private static UnaryOperator<ImportPlan> into(long segment) {
    return ImportWorld.extras(new Extras("", segment, null));
  }

  private List<String> members(long segment) {
    return world
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT c.email FROM segment_member m JOIN contact c ON c.id = m.contact_id"
                            + " WHERE m.segment_id = :segment ORDER BY c.email")
                    .bind("segment", segment)
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void new_and_known_people_of_a_file_enter_once_and_the_dry_run_lets_nobody_in() {
    world.imported("email\na@example.org\n", UnaryOperator.identity());
    long id = world.upload(FILE);
    world.check(id, into(fair));
    assertEquals(List.of(), members(fair));
    world.imports().start(id);
    world.run();
    assertEquals(List.of("a@example.org", "b@example.org", "c@example.org"), members(fair));
    assertEquals(3, world.count("SELECT COUNT(*) FROM segment_change WHERE cause = 'hand'"));

    world.imported(FILE, into(fair));
    assertEquals(3, world.count("SELECT COUNT(*) FROM segment_change"), "nobody enters twice");
  }

  @Test
  void who_objected_is_at_rest_or_was_merged_does_not_enter() {
    world.imported(FILE, UnaryOperator.identity());
    world.suppress("a@example.org");
    restrict("b@example.org");
    merge("c@example.org", "a@example.org");
    ContactImport done = world.imported(FILE + "d@example.org\n;\n", into(fair));
    assertEquals(new Counts(1, 0, 0, 1, 3), done.counts());
    assertEquals(List.of("d@example.org"), members(fair));
  }

  @Test
  void people_who_are_to_be_left_as_they_are_do_not_enter() {
    world.imported("email\na@example.org\n", UnaryOperator.identity());
    world.imported(FILE, plan -> ImportWorld.known(Known.SKIP).apply(into(fair).apply(plan)));
    assertEquals(List.of("b@example.org", "c@example.org"), members(fair));
  }

  @Test
  void a_segment_of_another_site_one_with_a_rule_and_one_that_is_gone_take_nobody_in() {
    SiteId blog = world.blog();
    long others = segments.make(blog, new SegmentDraft("Fair", "", null)).id();
    long ruled =
        segments
            .make(
                world.site().id(),
                new SegmentDraft(
                    "Buyers", "", new Condition.Orders(Bounds.ONCE, null, null, Period.EVER)))
            .id();
    KeptSegments kept = world.segments();
    assertEquals(
        List.of("Buyers", "Fair"),
        kept.all(world.site().id()).stream().map(StaticSegments.Choice::name).toList());
    assertEquals(List.of(new StaticSegments.Choice(fair, "Fair")), kept.of(world.site().id()));

    segments.remove(world.site().id(), fair);
    for (long segment : List.of(others, ruled, fair)) {
      assertEquals(0, world.imported(FILE, into(segment)).counts().faulty());
      assertEquals(List.of(), members(segment));
    }
    assertEquals(3, world.count("SELECT COUNT(*) FROM contact"));
  }

  @Test
  void only_members_leave_and_of_them_none_who_was_merged_or_is_at_rest() throws IOException {
    world.imported(FILE + "d@example.org\n", into(fair));
    world.imported("email\nz@example.org\n", UnaryOperator.identity());
    restrict("b@example.org");
    merge("c@example.org", "a@example.org");
    assertEquals(4, members(fair).size(), "they are still rows of it");
    ContactExport.Of of = new ContactExport.Of(world.site().id(), "", fair, false);
    assertEquals("\uFEFFemail\r\na@example.org\r\nd@example.org\r\n", exported(of));
    ContactExport.Of every = new ContactExport.Of(world.site().id(), "", fair, true);
    assertTrue(exported(every).contains("b@example.org"));
    assertFalse(exported(every).contains("c@example.org"));
    ContactExport.Of found = new ContactExport.Of(world.site().id(), "d@", fair, false);
    assertEquals("\uFEFFemail\r\nd@example.org\r\n", exported(found));
    ContactExport.Of elsewhere = new ContactExport.Of(new SiteId(99), "", fair, false);
    assertEquals("\uFEFFemail\r\n", exported(elsewhere));
  }

  @Test
  void the_site_knows_whoever_was_in_the_file_and_their_profile_is_settled() {
    world.imported("email\na@example.org\n", UnaryOperator.identity());
    world.jdbi().useHandle(handle -> handle.execute("DELETE FROM contact_site"));
    world.jdbi().useHandle(handle -> handle.execute("DELETE FROM contact_change"));
    ContactImport done = world.imported("email\na@example.org\n", UnaryOperator.identity());
    assertEquals(new Counts(0, 0, 1, 0, 0), done.counts());
    assertEquals(1, world.count("SELECT COUNT(*) FROM contact_site"));
    assertEquals(1, world.count("SELECT COUNT(*) FROM contact_change"));
  }

  private String exported(ContactExport.Of of) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<ExportColumn> columns =
        ExportColumn.all(List.of()).stream()
            .filter(column -> column.key().equals("email"))
            .toList();
    new ContactExport(world.jdbi(), new Contacts(world.jdbi()))
        .write(of, columns, List.of("email"), new CsvOut(out));
    return out.toString(StandardCharsets.UTF_8);
  }
}
