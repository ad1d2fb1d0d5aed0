package io.piste.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Clocks;
import io.piste.db.Database;
import io.piste.eventlog.Projector;
import io.piste.support.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server's clock jumps by hours and days, ahead and back. Meanwhile some leave their carts and
 * get mails, others go on with theirs; in the end everything that these sent is sent once more.
 */
final class ClockJumpDrill extends Drill {
  private static final int GO_ON = 20;
  private static final int LEAVE = 20;

  /** Their networks and names are not those of surfers. */
  private static final int FIRST_NUMBER = 1_000;

  private static final List<Duration> JUMPS =
      List.of(
          Duration.ofHours(1),
          Duration.ZERO,
          Duration.ofHours(-1),
          Duration.ZERO,
          Duration.ofHours(3),
          Duration.ZERO,
          Duration.ofDays(8),
          Duration.ZERO,
          Duration.ofDays(-8),
          Duration.ZERO,
          Duration.ofDays(8),
          Duration.ZERO);

  private static final int STEPS_AFTER_EACH = 6;
  private static final Duration STEP = Duration.ofSeconds(1);

  private final List<Shopper> shoppers = new ArrayList<>();
  private @Nullable Mailbox mailbox;
  private volatile boolean over;

  ClockJumpDrill() {
    super("clock-jump");
  }

  @Override
  DrillServer prepare(Path folder) throws Exception {
    Mailbox mails = Mailbox.open();
    mailbox = mails;
    Map<String, String> mail =
        Map.of(
            "mail.host",
            "127.0.0.1",
            "mail.port",
            Integer.toString(mails.port()),
            "mail.security",
            "none");
    DrillServer server =
        DrillServer.prepare(folder, folder.resolve("data"), mail).with(JumpingServer.class);
    server.jump(Duration.ZERO);
    return server;
  }

  @Override
  void putAway() {
    over = true;
    shoppers.forEach(Shopper::close);
    if (mailbox != null) {
      mailbox.close();
    }
  }

  @Override
  void breakIt(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    String hash = server.textHash();
    for (int i = FIRST_NUMBER; i < FIRST_NUMBER + GO_ON + LEAVE; i++) {
      Shopper shopper = new Shopper(i, memory, new Browser(server, hash, i, memory, () -> over));
      shoppers.add(shopper);
      shopper.arrive();
      shopper.goOn();
    }
    for (Duration jump : JUMPS) {
      server.jump(jump);
      forget(server, jump);
      for (int step = 0; step < STEPS_AFTER_EACH; step++) {
        goOn();
      }
    }
    for (Shopper shopper : shoppers) {
      shopper.repeatAll();
    }
    figures.accept(Figure.told(name(), "jumps", JUMPS.size(), "jumps"));
  }

  private void goOn() throws InterruptedException {
    long begun = System.nanoTime();
    for (Shopper shopper : goingOn()) {
      shopper.goOn();
    }
    rest(STEP.minusNanos(Math.min(STEP.toNanos(), System.nanoTime() - begun)));
  }

  private List<Shopper> goingOn() {
    return shoppers.subList(0, GO_ON);
  }

  /** What is done every ten minutes is done at once, as another process with that clock would. */
  private static void forget(DrillServer server, Duration jump) throws Exception {
    InstantSource clock = () -> Clocks.system().instant().plus(jump);
    try (Database database = server.look()) {
      Projector projector =
          new Projector(database.jdbi(), List.of(), clock, new SimpleMeterRegistry());
      boolean more = true;
      while (more) {
        more = projector.forgetOldIds();
      }
    }
  }

  @Override
  void tell(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    try (Database database = server.look()) {
      new ClockJumpCheck(name(), database.jdbi(), figures)
          .tell(goingOn(), shoppers.subList(GO_ON, shoppers.size()));
    }
    tellMails(figures);
  }

  private void tellMails(Consumer<Figure> figures) throws MessagingException {
    List<MimeMessage> mails = java.util.Objects.requireNonNull(mailbox).mails();
    Set<String> ids = new HashSet<>();
    Set<String> subjects = new HashSet<>();
    for (MimeMessage mail : mails) {
      ids.add(mail.getMessageID());
      subjects.add(mail.getHeader("To", ",") + " " + mail.getSubject());
    }
    figures.accept(Figure.atLeast(name(), "mails", (double) mails.size(), "mails", LEAVE));
    figures.accept(
        Figure.atMost(name(), "mails that came twice", mails.size() - ids.size(), "mails", 0));
    figures.accept(
        Figure.atMost(
            name(),
            "mails of the same subject to the same person",
            mails.size() - subjects.size(),
            "mails",
            0));
  }
}
