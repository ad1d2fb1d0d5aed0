package io.piste.profile;

import static io.piste.profile.ProfileWorld.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.contact.ContactChanges;
import io.piste.support.Track;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is noted of a contact again and again is settled once. */
final class ChangeNotesIT {
  private static final String ADA = "ada@mail.example";

  @Test
  void notes_of_a_contact_are_taken_together_however_far_apart_they_are() {
    try (ProfileWorld world = new ProfileWorld()) {
      Track ada = Track.fresh();
      world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"));
      world.settle();
      world.watch.seen.clear();
      List<ContactId> noted = new ArrayList<>();
      noted.add(world.contact(ADA));
      // With Ada one more than are taken at once.
      for (int i = 0; i < 1_000; i++) {
        noted.add(new ContactId(1_000_000 + i));
      }
      noted.add(world.contact(ADA));
      world.jdbi().useHandle(handle -> ContactChanges.note(handle, SITE, noted));

      assertTrue(world.runner.runOnce());
      assertEquals(1, world.log.count("SELECT COUNT(*) FROM contact_change"), "the one more");
      world.settle();

      assertEquals(1, world.watch.seen.size());
      assertEquals(0, world.log.count("SELECT COUNT(*) FROM contact_change"));
    }
  }
}
