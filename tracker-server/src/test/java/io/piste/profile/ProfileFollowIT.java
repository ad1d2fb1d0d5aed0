package io.piste.profile;

import static io.piste.profile.ProfileWorld.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.contact.ContactChanges;
import io.piste.eventlog.LoggedEvent;
import io.piste.support.Track;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While more events wait than the projector does in a moment, they go first. */
final class ProfileFollowIT {
  private static final String ADA = "ada@mail.example";
  private static final int MANY = 6_500;

  private ProfileWorld world;

  @BeforeEach
  void note_one_and_log_many() {
    world = new ProfileWorld();
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA));
    world.settle();
    world.watch.seen.clear();
    world
        .jdbi()
        .useHandle(handle -> ContactChanges.note(handle, SITE, List.of(world.contact(ADA))));
    List<LoggedEvent> many = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      many.add(ada.page(1 + i / 1_000.0, "/teas"));
    }
    world.log.log().append(many);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void whom_many_batches_concern_is_settled_once() throws InterruptedException {
    Thread settling = Thread.ofVirtual().start(() -> world.runner.follow());
    Thread.sleep(500);
    assertEquals(1, world.log.count("SELECT COUNT(*) FROM contact_change"), "it waits");

    world.log.project();
    settling.join();

    assertEquals(1, world.watch.seen.size());
    world.settle();
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM contact_change"));
  }

  @Test
  void where_they_do_not_become_fewer_it_does_not_wait_for_ever() {
    world.runner.follow();

    assertEquals(1, world.watch.seen.size());
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM contact_change"));
  }
}
