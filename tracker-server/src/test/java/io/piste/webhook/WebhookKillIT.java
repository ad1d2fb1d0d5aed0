package io.piste.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.Clocks;
import io.piste.site.Site;
import io.piste.support.TestDatabase;
import io.piste.support.TestMariaDb;
import io.piste.support.Wait;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is killed after its message arrived and before it could note that. */
final class WebhookKillIT {
  @Test
  @Timeout(120)
  void a_message_whose_server_was_killed_before_it_was_marked_comes_again_under_its_id()
      throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        HookWorld world = HookWorld.elsewhere(database.jdbi());
        Receiver receiver = Receiver.on(Clocks.system(), "whsec_AAAA")) {
      Site site = world.site(receiver.port());
      Webhook hook = world.hook(site, receiver);
      world.deliveries.test(hook, site.publicId());
      CountDownLatch held = receiver.hold();
      Process first = start(database);
      Wait.until("the message arrives", () -> receiver.accepted().size() == 1);
      first.destroyForcibly().waitFor();
      held.countDown();
      assertEquals(DeliveryState.SENDING, world.only(hook).state());

      endLeases(world);
      Process second = start(database);
      Wait.until("it is marked", () -> world.only(hook).state() == DeliveryState.DELIVERED);
      second.destroyForcibly().waitFor();

      assertEquals(2, receiver.told().size(), "at least once");
      assertEquals(receiver.told().getFirst().id(), receiver.told().getLast().id());
      assertEquals(1, receiver.accepted().size(), "the receiver knows the id");
      assertEquals(2, world.only(hook).attempts());
    }
  }

  /** As if the minute of the dead had passed. */
  private static void endLeases(HookWorld world) {
    world.jdbi.useHandle(handle -> handle.execute("UPDATE webhook_delivery SET lease_until = 0"));
  }

  private static Process start(TestDatabase database) throws IOException {
    Map<String, String> settings = database.settings();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WebhookProcess.class.getName(),
            String.valueOf(settings.get("database.url")),
            String.valueOf(settings.get("database.password")),
            TestMariaDb.folder("hooks").toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
