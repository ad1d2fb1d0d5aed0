package io.piste.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.CartWorld;
import io.piste.support.Mailbox;
import io.piste.support.TestDatabase;
import io.piste.support.TestMariaDb;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Kills the sending process again and again in the middle of its work: nobody gets a mail twice.
 */
final class KillIT {
  private static final int MAILS = 240;
  private static final int KILLS = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void a_process_killed_while_it_sends_loses_no_mail_and_doubles_none() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        Mailbox box = Mailbox.open()) {
      CartWorld world = CartWorld.shared(database.jdbi());
      queue(world);
      for (int kill = 1; kill <= KILLS; kill++) {
        int enough = MAILS * kill / (KILLS + 1);
        Process sender = start(database, box);
        await(() -> box.mails().size() >= enough, sender);
        sender.destroyForcibly().waitFor();
        letLeasesEnd(world);
      }
      Process last = start(database, box);
      await(() -> unfinished(world) == 0, last);
      last.destroyForcibly().waitFor();
      assertOnce(world, box.mails());
    }
  }

  /** Left carts, an hour and a half ago. */
  private static void queue(CartWorld world) {
    for (int i = 0; i < MAILS; i++) {
      world.cart(world.shopper().visitor());
    }
    world.change("UPDATE cart SET updated_at = updated_at - 5400000");
    world.turn();
    world.change("UPDATE enrolment SET enrolled_at = enrolled_at - 3600000, due_at = 0");
    world.turn();
    assertEquals(Map.of(OutboxState.QUEUED, (long) MAILS), world.outbox.counts(world.site().id()));
  }

  private static Process start(TestDatabase database, Mailbox box) throws IOException {
    Map<String, String> settings = database.settings();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            java.toString(),
            "-cp",
            System.getProperty("java.class.path"),
            SenderProcess.class.getName(),
            String.valueOf(settings.get("database.url")),
            String.valueOf(settings.get("database.password")),
            TestMariaDb.folder("sender").toString(),
            Integer.toString(box.port()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition, Process sender) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertTrue(sender.isAlive(), "the sender died by itself");
      assertTrue(System.nanoTime() < end, "nothing came of it in " + PATIENCE);
      Thread.sleep(5);
    }
  }

  /** As if the time of the dead had run out. */
  private static void letLeasesEnd(CartWorld world) {
    world.change("UPDATE outbox_message SET lease_until = 0 WHERE lease_until IS NOT NULL");
  }

  private static long unfinished(CartWorld world) {
    Map<OutboxState, Long> counts = world.outbox.counts(world.site().id());
    return Set.of(OutboxState.QUEUED, OutboxState.CLAIMED, OutboxState.SENDING).stream()
        .mapToLong(state -> counts.getOrDefault(state, 0L))
        .sum();
  }

  private static void assertOnce(CartWorld world, List<MimeMessage> mails)
      throws MessagingException {
    Map<String, Integer> times = new HashMap<>();
    for (MimeMessage mail : mails) {
      times.merge(mail.getMessageID(), 1, Integer::sum);
    }
    assertEquals(Set.of(1), Set.copyOf(times.values()), "somebody got a mail twice");
    List<OutboxMessage> rows = world.outbox.ofSite(world.site().id(), MAILS);
    assertEquals(MAILS, rows.size());
    Set<OutboxState> ends = rows.stream().map(OutboxMessage::state).collect(Collectors.toSet());
    assertTrue(Set.of(OutboxState.SENT, OutboxState.UNKNOWN).containsAll(ends), ends.toString());
    for (OutboxMessage row : rows) {
      assertTrue(row.attempts() <= 1, "nothing was in the way of any mail: " + row);
      boolean came =
          times.containsKey(
              "<piste.%d.%d@tea.example>".formatted(row.id(), row.createdAt().toEpochMilli()));
      assertTrue(came || row.state() == OutboxState.UNKNOWN, "lost: " + row);
    }
    long unknown = rows.stream().filter(row -> row.state() == OutboxState.UNKNOWN).count();
    assertTrue(unknown <= (long) KILLS * SenderProcess.WORKERS, unknown + " unknown");
  }
}
