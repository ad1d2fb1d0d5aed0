package io.piste.mail;

import io.piste.outbox.Delivery.LastGate;
import io.piste.outbox.Outcome;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Hands mails to the configured server over connections that are kept and used again. Thread-safe:
 * each call has a connection of its own. Every wait has an end.
 */
public final class SmtpMailer implements AutoCloseable {
  /** Many servers drop a connection after some minutes; long before that we let go ourselves. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private final MailSettings settings;
  private final InstantSource clock;
  private final Session session;
  private final Deque<GatedTransport> idle = new ConcurrentLinkedDeque<>();

  /** Connects to nothing yet. */
  public SmtpMailer(MailSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.session = Session.getInstance(properties(settings));
  }

  /** Tries once; passes the gate before the command that begins the mail itself. */
  Outcome send(Mail mail, LastGate gate) {
    if (settings.host().isEmpty()) {
      return new Outcome.Unreachable("no mail server is configured: set mail.host");
    }
    try {
      MimeMail mime = MimeMail.of(mail, session);
      GatedTransport kept = takeKept();
      if (kept != null) {
        Outcome outcome = over(kept, mime, gate);
        if (!(outcome instanceof Outcome.Unreachable)) {
          return outcome;
        }
        // The server has closed the connection meanwhile: nothing was sent, a new one may do.
      }
      return overNewConnection(mime, gate);
    } catch (MessagingException e) {
      throw new IllegalStateException("cannot write the mail", e);
    }
  }

  /** Ends connections that were not used for a while. */
  void dropIdle() {
    GatedTransport oldest = idle.peekLast();
    while (oldest != null && !oldest.usedAt().plus(KEPT).isAfter(clock.instant())) {
      if (idle.remove(oldest)) {
        drop(oldest);
      }
      oldest = idle.peekLast();
    }
  }

  @Override
  public void close() {
    for (GatedTransport kept = idle.poll(); kept != null; kept = idle.poll()) {
      drop(kept);
    }
  }

  private @Nullable GatedTransport takeKept() {
    dropIdle();
    return idle.poll();
  }

  private Outcome overNewConnection(MimeMail mime, LastGate gate) throws MessagingException {
    String host = settings.host().orElseThrow();
    String server = host + ":" + settings.port();
    GatedTransport transport =
        new GatedTransport(session, new URLName("smtp", host, settings.port(), null, null, null));
    try {
      transport.connect(
          host,
          settings.port(),
          settings.login().map(MailSettings.Login::user).orElse(null),
          settings.login().map(MailSettings.Login::password).orElse(null));
    } catch (AuthenticationFailedException e) {
      drop(transport);
      return new Outcome.Unreachable(
          "the mail server " + server + " refuses mail.user and mail.password: " + e.getMessage());
    } catch (MessagingException e) {
      drop(transport);
      return new Outcome.Unreachable(
          "the mail server " + server + " cannot be reached: " + MailProblems.words(e));
    }
    return over(transport, mime, gate);
  }

  private Outcome over(GatedTransport transport, MimeMail mime, LastGate gate)
      throws MessagingException {
    boolean well = false;
    try {
      Outcome outcome = transport.send(mime, gate);
      well = outcome instanceof Outcome.Sent;
      return outcome;
    } finally {
      if (well) {
        transport.usedAt(clock.instant());
        idle.push(transport);
      } else {
        drop(transport);
      }
    }
  }

  private static void drop(GatedTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      // It is being thrown away: how it dies does not matter.
    }
  }

  private static Properties properties(MailSettings settings) {
    Properties properties = new Properties();
    String milliseconds = Long.toString(settings.timeout().toMillis());
    properties.put("mail.smtp.connectiontimeout", milliseconds);
    properties.put("mail.smtp.timeout", milliseconds);
    properties.put("mail.smtp.writetimeout", milliseconds);
    properties.put("mail.smtp.quitwait", "false");
    properties.put("mail.smtp.auth", Boolean.toString(settings.login().isPresent()));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    // Else a failure is followed by another try with sockets that are not ours.
    properties.put("mail.smtp.socketFactory.fallback", "false");
    settings.greeting().ifPresent(name -> properties.put("mail.smtp.localhost", name));
    switch (settings.protection().security()) {
      case NONE -> properties.put("mail.smtp.socketFactory", new NoDelaySockets());
      case STARTTLS -> {
        properties.put("mail.smtp.socketFactory", new NoDelaySockets());
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
        properties.put("mail.smtp.ssl.socketFactory", encrypted(settings));
      }
      case TLS -> {
        properties.put("mail.smtp.ssl.enable", "true");
        properties.put("mail.smtp.ssl.socketFactory", encrypted(settings));
      }
    }
    return properties;
  }

  private static NoDelayTlsSockets encrypted(MailSettings settings) {
    return new NoDelayTlsSockets(MailAuthorities.sockets(settings.protection().authorities()));
  }
}
