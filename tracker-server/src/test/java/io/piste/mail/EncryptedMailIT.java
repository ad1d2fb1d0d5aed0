package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.mail.MailSettings.Login;
import io.piste.mail.MailSettings.Protection;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.OutboxState;
import io.piste.outbox.OutboxWorker;
import io.piste.support.CartWorld;
import io.piste.support.CartWorld.Shopper;
import io.piste.support.Mailbox;
import io.piste.support.TestCertificate;
import io.piste.support.TestDatabase;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The encrypted ways to a mail server, over real sockets, and what stands in them. */
final class EncryptedMailIT {
  private static final TestCertificate CERTIFICATE = TestCertificate.localhost();

  private static TestDatabase database;
  private CartWorld world;
  private Shopper shopper;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void leaveCart() {
    world = CartWorld.on(database.jdbi());
    world.change("DELETE FROM outbox_message");
    shopper = world.waiting();
  }

  private static ScriptedSmtp server(MailSecurity security, TestCertificate certificate)
      throws IOException {
    return security == MailSecurity.TLS
        ? ScriptedSmtp.withTls(certificate.identity())
        : ScriptedSmtp.withStartTls(certificate.identity());
  }

  private static MailSettings settings(int port, MailSecurity security, X509Certificate... known) {
    return new MailSettings(
        Optional.of("localhost"),
        port,
        new Protection(security, List.of(known)),
        Optional.of(new Login("ada", "pass-word")),
        Optional.of("test.example"),
        1,
        Duration.ofSeconds(5));
  }

  /** Tries to send what waits; answers why nothing can leave, or nothing. */
  private String trouble(MailSettings settings) {
    try (SmtpMailer mailer = new SmtpMailer(settings, world.clock)) {
      OutboxWorker worker = world.worker(world.delivery(mailer));
      worker.runOnce();
      return worker.trouble().map(OutboxWorker.Trouble::words).orElse("");
    }
  }

  private OutboxMessage mail() {
    return world.mails(shopper).getFirst();
  }

  private void assertWaits(String words, MailSettings settings, ScriptedSmtp server) {
    String trouble = trouble(settings);
    assertTrue(trouble.startsWith("the mail server localhost:" + server.port()), trouble);
    assertTrue(trouble.contains(words), trouble);
    assertEquals(OutboxState.QUEUED, mail().state());
    assertEquals(0, mail().attempts(), "it is not the mail's fault");
    assertEquals(0, server.taken());
    for (String line : server.overheard()) {
      assertTrue(line.matches("EHLO test\\.example|STARTTLS|QUIT|NOOP"), line);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void a_mail_leaves_and_nothing_of_it_can_be_overheard(MailSecurity security) throws Exception {
    try (ScriptedSmtp server = server(security, CERTIFICATE)) {
      assertEquals("", trouble(settings(server.port(), security, CERTIFICATE.authority())));
      assertEquals(OutboxState.SENT, mail().state());
      assertEquals(1, server.taken());
      List<String> clear =
          security == MailSecurity.TLS ? List.of() : List.of("EHLO test.example", "STARTTLS");
      assertEquals(clear, server.overheard());
    }
  }

  @Test
  void a_mail_arrives_in_a_box_behind_tls() throws Exception {
    try (Mailbox box = Mailbox.encrypted()) {
      MailSettings known = settings(box.port(), MailSecurity.TLS, CERTIFICATE.authority());
      MailSettings open =
          new MailSettings(
              known.host(),
              known.port(),
              known.protection(),
              Optional.empty(),
              known.greeting(),
              1,
              known.timeout());
      assertEquals("", trouble(open));
      assertEquals(
          shopper.email().value(), box.mails().getFirst().getAllRecipients()[0].toString());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void a_server_that_nobody_vouches_for_gets_no_mail_until_it_is_named(MailSecurity security)
      throws Exception {
    try (ScriptedSmtp server = server(security, CERTIFICATE)) {
      assertWaits(
          "nobody we know has signed its certificate: name the file with the certificate of the one"
              + " who did in mail.authorities",
          settings(server.port(), security),
          server);
      assertEquals("", trouble(settings(server.port(), security, CERTIFICATE.authority())));
      assertEquals(OutboxState.SENT, mail().state());
      assertEquals(1, server.taken());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void a_server_with_the_certificate_of_another_gets_no_mail(MailSecurity security)
      throws Exception {
    TestCertificate another = TestCertificate.ofAnother();
    try (ScriptedSmtp server = server(security, another)) {
      assertWaits(
          "its certificate is for another name: set mail.host to the name in it",
          settings(server.port(), security, another.authority()),
          server);
    }
  }

  @Test
  void a_server_whose_certificate_is_out_of_date_gets_no_mail() throws Exception {
    TestCertificate expired = TestCertificate.expired();
    try (ScriptedSmtp server = server(MailSecurity.STARTTLS, expired)) {
      assertWaits(
          "its certificate is out of date: renew it",
          settings(server.port(), MailSecurity.STARTTLS, expired.authority()),
          server);
    }
  }

  @Test
  void a_server_that_does_not_offer_to_encrypt_gets_no_mail_and_no_password() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp().on("EHLO", "250-test\r\n250 AUTH PLAIN LOGIN")) {
      assertWaits(
          "it offers no encryption: set mail.security to tls",
          settings(server.port(), MailSecurity.STARTTLS),
          server);
    }
  }

  @Test
  void a_server_that_offers_to_encrypt_and_then_does_not_gets_no_mail() throws Exception {
    try (ScriptedSmtp server = server(MailSecurity.STARTTLS, CERTIFICATE)) {
      server.on(ScriptedSmtp.STARTTLS, "454 not now");
      assertWaits(
          "454 not now",
          settings(server.port(), MailSecurity.STARTTLS, CERTIFICATE.authority()),
          server);
    }
  }

  @Test
  void a_server_that_starts_in_the_clear_is_not_taken_for_one_with_tls() throws Exception {
    try (ScriptedSmtp server = new ScriptedSmtp()) {
      String trouble = trouble(settings(server.port(), MailSecurity.TLS));
      assertTrue(trouble.contains("set mail.security to starttls"), trouble);
      assertEquals(OutboxState.QUEUED, mail().state());
      assertFalse(String.join("", server.overheard()).contains("EHLO"), "nothing was said");
    }
  }
}
