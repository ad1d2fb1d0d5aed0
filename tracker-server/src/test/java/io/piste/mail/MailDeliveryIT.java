package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.OutboxState;
import io.piste.outbox.OutboxWorker;
import io.piste.support.CartWorld;
import io.piste.support.CartWorld.Shopper;
import io.piste.support.Mailbox;
import io.piste.support.TestDatabase;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a left cart to a mail in somebody's box, over real SMTP. */
final class MailDeliveryIT {
  private static TestDatabase database;
  private CartWorld world;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @BeforeEach
  void openShop() {
    world = CartWorld.on(database.jdbi());
    world.change("DELETE FROM mail_link");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  /** Sends what is due and answers the one mail that came. */
  private MimeMessage sent() {
    try (Mailbox box = Mailbox.open();
        SmtpMailer mailer = world.mailer(box.port())) {
      world.worker(world.delivery(mailer)).runOnce();
      assertEquals(1, box.mails().size());
      return box.mails().getFirst();
    }
  }

  private OutboxMessage mail(Shopper shopper) {
    return world.mails(shopper).getFirst();
  }

  @Test
  void the_mail_arrives_with_all_that_the_rules_ask_for() throws Exception {
    Shopper shopper = world.waiting();
    MimeMessage received = sent();
    assertEquals("Votre panier vous attend chez La Théière", received.getSubject());
    assertEquals(shopper.email().value(), received.getAllRecipients()[0].toString());
    assertEquals(
        "=?UTF-8?Q?La_Th=C3=A9i=C3=A8re?= <bonjour@tea.example>", received.getFrom()[0].toString());
    assertEquals(received.getFrom()[0], received.getReplyTo()[0]);
    assertEquals(Date.from(world.clock.instant()), received.getSentDate());
    assertEquals(
        "<piste.%d.%d@tea.example>"
            .formatted(mail(shopper).id(), mail(shopper).createdAt().toEpochMilli()),
        received.getMessageID());
    assertTrue(
        received
            .getHeader("List-Unsubscribe", "")
            .replaceAll("\\s+", " ")
            .matches(
                "<https://t\\.tea\\.example/p/l/u/[A-Za-z0-9_-]{22}>,"
                    + " <mailto:bonjour@tea\\.example\\?subject=unsubscribe>"),
        received.getHeader("List-Unsubscribe", ""));
    assertEquals("List-Unsubscribe=One-Click", received.getHeader("List-Unsubscribe-Post", ""));
    assertReadable(received);
    assertEquals(OutboxState.SENT, mail(shopper).state());
    assertEquals("Votre panier vous attend chez La Théière", mail(shopper).subject());
  }

  private static void assertReadable(MimeMessage received) throws MessagingException, IOException {
    MimeMultipart parts = (MimeMultipart) received.getContent();
    assertTrue(parts.getContentType().startsWith("multipart/alternative"));
    assertEquals(2, parts.getCount());
    for (int i = 0; i < 2; i++) {
      String text = (String) parts.getBodyPart(i).getContent();
      assertTrue(parts.getBodyPart(i).isMimeType(i == 0 ? "text/plain" : "text/html"));
      assertTrue(text.contains("Sencha d’Uji") && text.contains("29,80"), text);
    }
    for (String line : GreenMailUtil.getWholeMessage(received).split("\r\n", -1)) {
      assertTrue(line.length() <= 998, "RFC 5322 allows 998 characters a line");
    }
  }

  @Test
  void an_unreachable_server_loses_nothing_and_when_it_is_back_each_mail_comes_once()
      throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    List<Shopper> shoppers = List.of(world.waiting(), world.waiting(), world.waiting());
    try (SmtpMailer mailer = world.mailer(port)) {
      OutboxWorker worker = world.worker(world.delivery(mailer));
      for (int i = 0; i < 20; i++) {
        worker.runOnce();
        world.clock.advance(Duration.ofSeconds(30));
      }
      assertTrue(worker.trouble().orElseThrow().words().contains("cannot be reached"));
      for (Shopper shopper : shoppers) {
        assertEquals(OutboxState.QUEUED, mail(shopper).state());
      }
      try (Mailbox box = Mailbox.on(port)) {
        for (int i = 0; i < 5; i++) {
          world.clock.advance(Duration.ofMinutes(1));
          worker.runOnce();
        }
        assertEquals(3, box.mails().size());
      }
    }
    for (Shopper shopper : shoppers) {
      assertEquals(OutboxState.SENT, mail(shopper).state());
    }
  }

  @Test
  void a_server_that_hangs_after_the_mail_gets_it_once() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp().on(ScriptedSmtp.DOT, ScriptedSmtp.SILENCE);
        SmtpMailer mailer =
            new SmtpMailer(CartWorld.smtp(server.port(), Duration.ofSeconds(1)), world.clock)) {
      Shopper shopper = world.waiting();
      OutboxWorker worker = world.worker(world.delivery(mailer));
      for (int i = 0; i < 5; i++) {
        worker.runOnce();
        world.clock.advance(Duration.ofHours(1));
      }
      assertEquals(1, server.taken());
      assertEquals(OutboxState.UNKNOWN, mail(shopper).state());
      assertEquals("no answer in time", mail(shopper).serverReply());
    }
  }

  @Test
  void a_mail_that_is_tried_again_keeps_its_message_id_and_gets_working_links() throws Exception {
    Shopper shopper = world.waiting();
    try (ScriptedSmtp server = new ScriptedSmtp().on("RCPT", "450 greylisted");
        SmtpMailer mailer = world.mailer(server.port())) {
      world.worker(world.delivery(mailer)).runOnce();
      assertEquals("450 greylisted", mail(shopper).serverReply());
    }
    world.clock.advance(Duration.ofMinutes(1));
    String header = sent().getHeader("List-Unsubscribe", "");
    String token = header.replaceAll("(?s).*/p/l/u/([A-Za-z0-9_-]{22})>.*", "$1");
    assertTrue(world.links.find(MailLink.Kind.UNSUBSCRIBE, token).isPresent());
    assertEquals(2, count("SELECT COUNT(*) FROM mail_link"), "no links of the first try are left");
  }

  @Test
  void only_hashes_of_tokens_are_kept() throws Exception {
    world.waiting();
    sent();
    assertEquals(2, count("SELECT COUNT(*) FROM mail_link WHERE LENGTH(token_hash) = 32"));
  }

  private long count(String sql) {
    return world.jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
