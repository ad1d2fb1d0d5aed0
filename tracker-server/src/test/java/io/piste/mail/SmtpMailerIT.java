package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.EmailAddress;
import io.piste.mail.Mail.Content;
import io.piste.mail.Mail.Sender;
import io.piste.outbox.Outcome;
import io.piste.support.CartWorld;
import io.piste.support.Mailbox;
import io.piste.support.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What servers do to us, over real sockets. */
final class SmtpMailerIT {
  private static final Duration SHORT = Duration.ofSeconds(1);

  private final TestClock clock = new TestClock();
  private final List<String> gate = new ArrayList<>();
  private ScriptedSmtp server;
  private SmtpMailer mailer;

  @BeforeEach
  void open() throws IOException {
    server = new ScriptedSmtp();
    mailer = new SmtpMailer(CartWorld.smtp(server.port(), SHORT), clock);
  }

  @AfterEach
  void close() throws IOException {
    mailer.close();
    server.close();
  }

  private Mail mail() {
    return new Mail(
        new Sender("La Théière", new EmailAddress("bonjour@tea.example")),
        new EmailAddress("ada@mail.example"),
        "<1@tea.example>",
        clock.instant(),
        "https://t.tea.example/p/l/u/x",
        new Content("Sujet", "<p>Bonjour</p>", "Bonjour"));
  }

  private Outcome send() {
    return send(mailer);
  }

  private Outcome send(SmtpMailer by) {
    return by.send(
        mail(),
        subject -> {
          gate.add(subject);
          return true;
        });
  }

  private void assertNotBegun(Class<? extends Outcome> expected, String words) {
    Outcome outcome = send();
    assertInstanceOf(expected, outcome);
    assertTrue(outcome.words().contains(words), outcome.words());
    assertEquals(List.of(), gate, "nothing may count as being sent");
  }

  @Test
  void passes_the_gate_once_and_tells_the_servers_words() {
    assertEquals(new Outcome.Sent("250 taken"), send());
    assertEquals(List.of("Sujet"), gate);
  }

  @Test
  void uses_one_connection_for_many_mails() {
    for (int i = 0; i < 5; i++) {
      assertInstanceOf(Outcome.Sent.class, send());
    }
    assertEquals(1, server.connections());
    assertEquals(5, server.taken());
  }

  @Test
  void a_kept_connection_that_the_server_ended_is_replaced_without_a_word() throws IOException {
    send();
    server.hangUp();
    assertInstanceOf(Outcome.Sent.class, send());
    assertEquals(2, server.connections());
    assertEquals(2, gate.size());
  }

  @Test
  void lets_go_of_a_connection_that_was_not_used_for_a_while() {
    send();
    clock.advance(Duration.ofSeconds(31));
    mailer.dropIdle();
    send();
    assertEquals(2, server.connections());
  }

  @Test
  void a_closed_gate_sends_nothing() {
    assertInstanceOf(Outcome.Withheld.class, mailer.send(mail(), subject -> false));
    assertEquals(0, server.taken());
    assertInstanceOf(Outcome.Sent.class, send(), "the next mail is not harmed");
  }

  @Test
  void a_recipient_refused_for_good_has_failed() {
    server.on("RCPT", "550 no such user");
    assertNotBegun(Outcome.Refused.class, "550 no such user");
  }

  @Test
  void a_recipient_refused_for_now_is_tried_later() {
    server.on("RCPT", "450 greylisted");
    assertNotBegun(Outcome.Later.class, "450 greylisted");
  }

  @Test
  void a_sender_refused_has_failed_with_the_servers_words() {
    server.on("MAIL", "553 not your address");
    assertNotBegun(Outcome.Refused.class, "553 not your address");
  }

  @Test
  void a_server_that_wants_a_login_concerns_every_mail() {
    server.on("MAIL", "530 authentication required");
    assertNotBegun(Outcome.Unreachable.class, "530 authentication required");
  }

  @Test
  void a_mail_refused_after_its_last_dot_has_failed_or_is_tried_later() {
    server.on(ScriptedSmtp.DOT, "554 looks like spam");
    assertEquals(new Outcome.Refused("554 looks like spam"), send());
    server.on(ScriptedSmtp.DOT, "452 disk full");
    assertEquals(new Outcome.Later("452 disk full"), send());
  }

  @Test
  void a_refused_data_command_is_an_answer_like_any_other() {
    server.on("DATA", "451 busy");
    assertEquals(new Outcome.Later("451 busy"), send());
  }

  @Test
  void a_server_that_never_greets_is_unreachable() {
    server.on(ScriptedSmtp.GREETING, ScriptedSmtp.SILENCE);
    assertNotBegun(Outcome.Unreachable.class, "no answer in time");
  }

  @Test
  void a_server_that_falls_silent_before_the_mail_is_unreachable() {
    server.on("RCPT", ScriptedSmtp.SILENCE);
    assertNotBegun(Outcome.Unreachable.class, "no answer in time");
  }

  @Test
  void a_server_that_falls_silent_or_hangs_up_after_the_mail_leaves_it_unknown() {
    server.on(ScriptedSmtp.DOT, ScriptedSmtp.SILENCE);
    assertInstanceOf(Outcome.Unknown.class, send());
    server.on(ScriptedSmtp.DOT, ScriptedSmtp.HANG_UP);
    assertInstanceOf(Outcome.Unknown.class, send());
  }

  @Test
  void a_port_where_nobody_listens_is_unreachable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Outcome outcome = send(new SmtpMailer(CartWorld.smtp(port, SHORT), clock));
    assertEquals(
        new Outcome.Unreachable(
            "the mail server 127.0.0.1:" + port + " cannot be reached: connection refused"),
        outcome);
  }

  @Test
  void without_a_server_mails_wait_and_it_is_said_what_to_set() {
    MailSettings none = with(MailSecurity.NONE, server.port(), Optional.empty(), Optional.empty());
    assertEquals(
        new Outcome.Unreachable("no mail server is configured: set mail.host"),
        send(new SmtpMailer(none, clock)));
  }

  @Test
  void nothing_is_said_in_the_clear_to_a_server_that_cannot_encrypt() {
    MailSettings starttls =
        with(MailSecurity.STARTTLS, server.port(), Optional.of("127.0.0.1"), Optional.empty());
    assertInstanceOf(Outcome.Unreachable.class, send(new SmtpMailer(starttls, clock)));
    assertEquals(List.of(), gate);
    assertEquals(0, server.taken());
  }

  @Test
  void a_certificate_of_a_stranger_is_not_accepted() {
    try (Mailbox box = Mailbox.encrypted()) {
      MailSettings tls =
          with(MailSecurity.TLS, box.port(), Optional.of("127.0.0.1"), Optional.empty());
      Outcome outcome = send(new SmtpMailer(tls, clock));
      assertInstanceOf(Outcome.Unreachable.class, outcome);
      assertTrue(outcome.words().contains("encryption failed"), outcome.words());
    }
  }

  @Test
  void a_refused_login_keeps_every_mail_and_tells_no_password() {
    try (Mailbox box = Mailbox.lockedFor("ada", "right")) {
      Outcome wrong = send(new SmtpMailer(login(box.port(), "wr0ng-secret"), clock));
      assertInstanceOf(Outcome.Unreachable.class, wrong);
      assertTrue(wrong.words().contains("mail.user and mail.password"), wrong.words());
      assertFalse(wrong.words().contains("wr0ng"), wrong.words());
      try (SmtpMailer right = new SmtpMailer(login(box.port(), "right"), clock)) {
        assertInstanceOf(Outcome.Sent.class, send(right));
      }
    }
    assertFalse(login(1, "right").toString().contains("right"));
  }

  private static MailSettings login(int port, String password) {
    return with(
        MailSecurity.NONE,
        port,
        Optional.of("127.0.0.1"),
        Optional.of(new MailSettings.Login("ada", password)));
  }

  private static MailSettings with(
      MailSecurity security, int port, Optional<String> host, Optional<MailSettings.Login> login) {
    MailSettings.Protection protection = new MailSettings.Protection(security, List.of());
    return new MailSettings(host, port, protection, login, Optional.of("test"), 1, SHORT);
  }
}
