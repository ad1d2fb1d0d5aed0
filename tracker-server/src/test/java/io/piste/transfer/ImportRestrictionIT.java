package io.piste.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.contact.ContactEdit;
import io.piste.contact.Contacts;
import io.piste.contact.Editor;
import io.piste.contact.Restrictions;
import io.piste.transfer.ContactImport.Counts;
import io.piste.transfer.ImportPlan.Extras;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contacts that are restricted while a step of an import is under way. */
final class ImportRestrictionIT {
  private static final String FILE = "email;city\na@example.org;Lyon\nb@example.org;Nice\n";
  private static final String ADA = "a@example.org";
  private static final String BOB = "b@example.org";

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

  private Editor me() {
    return new Editor(Editor.Way.HAND, "me", world.clock().instant());
  }

  private void restrict(String email) {
    new Restrictions(world.jdbi()).restrict(world.contact(email).orElseThrow().id(), "asked", me());
  }

  /** Something happens between what a step reads and what it writes. */
  private void imported(Runnable meanwhile) {
    long id = world.upload(FILE);
    world.check(id, ImportWorld.extras(new Extras("fair", null, null)));
    world.imports().start(id);
    AtomicInteger asked = new AtomicInteger();
    // The time is asked when the file is opened, and by a step before it writes.
    InstantSource clock =
        () -> {
          if (asked.incrementAndGet() == 2) {
            meanwhile.run();
          }
          return world.clock().instant();
        };
    ImportStores stores = ImportWorld.stores(world.sites(), world.jdbi());
    try (ImportRunner runner = new ImportRunner(world.jdbi(), clock, world.files(), stores)) {
      while (runner.runOnce()) {
        // The next rows.
      }
    }
  }

  @Test
  void a_restriction_waits_for_the_step_so_that_nothing_is_written_after_it() throws Exception {
    world.imported("email\na@example.org\n", UnaryOperator.identity());
    try (ExecutorService others = Executors.newSingleThreadExecutor()) {
      List<Future<?>> asked = new ArrayList<>();
      imported(
          () -> {
            Future<?> restriction = others.submit(() -> restrict(ADA));
            asked.add(restriction);
            assertThrows(TimeoutException.class, () -> restriction.get(500, TimeUnit.MILLISECONDS));
          });
      asked.getFirst().get(1, TimeUnit.MINUTES);
    }
    assertTrue(world.contact(ADA).orElseThrow().restricted());
    assertEquals(2, world.count("SELECT COUNT(*) FROM contact_tag"), "the step was first");
    Counts again = world.imported(FILE, UnaryOperator.identity()).counts();
    assertEquals(new Counts(0, 0, 1, 0, 1), again);
  }

  @Test
  void who_was_made_and_restricted_during_a_step_gets_nothing_of_it() {
    SiteId blog = world.blog();
    imported(
        () -> {
          world
              .jdbi()
              .useTransaction(
                  handle ->
                      new Contacts(world.jdbi())
                          .make(
                              handle, blog, Map.of(new EmailAddress(BOB), ContactEdit.NONE), me()));
          restrict(BOB);
        });

    assertEquals("Lyon", world.field(ADA, "city"));
    assertEquals("", world.field(BOB, "city"));
    long bob = world.contact(BOB).orElseThrow().id().value();
    String ofBob = " WHERE contact_id = " + bob;
    assertEquals(0, world.count("SELECT COUNT(*) FROM contact_tag" + ofBob));
    assertEquals(
        blog.value(),
        world.count("SELECT MIN(site_id) FROM contact_site" + ofBob),
        "the other one");
    assertEquals(1, world.count("SELECT COUNT(*) FROM contact_site" + ofBob));
  }
}
