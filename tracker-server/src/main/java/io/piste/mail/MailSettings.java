package io.piste.mail;

import io.piste.config.ConfigReader;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which mail server takes our mails.
 *
 * @param host empty when no server is configured: mails then wait in the outbox
 * @param greeting the name we introduce ourselves with; empty: the machine's own
 * @param connections how many mails are handed over at the same time
 * @param timeout for connecting, and for each answer
 */
public record MailSettings(
    Optional<String> host,
    int port,
    Protection protection,
    Optional<Login> login,
    Optional<String> greeting,
    int connections,
    Duration timeout) {

  /** Reads {@code mail.*}. */
  public static MailSettings read(ConfigReader config) {
    Optional<String> user =
        config.optional("mail.user", "The name to log in with at the mail server.");
    Optional<String> password =
        config.secret("mail.password", "The password that goes with mail.user.");
    if (user.isPresent() != password.isPresent()) {
      config.mistake(
          user.isPresent() ? "mail.password" : "mail.user",
          "mail.user and mail.password go together: set both or none");
    }
    return new MailSettings(
        config.optional(
            "mail.host", "The mail server (SMTP) that takes our mails. Without it mails wait."),
        config.number("mail.port", 25, 1, 65535, "Its port: 25, 587 or, with tls, 465."),
        protection(config),
        user.flatMap(name -> password.map(word -> new Login(name, word))),
        config.optional(
            "mail.greeting", "The name we greet the mail server with; else the machine's own."),
        config.number("mail.connections", 2, 1, 32, "How many mails may be handed over at once."),
        config.duration(
            "mail.timeout",
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            "How long to wait for the mail server, for each answer."));
  }

  private static Protection protection(ConfigReader config) {
    MailSecurity security =
        config.choice(
            "mail.security",
            MailSecurity.STARTTLS,
            "none for a server on the same machine, starttls, or tls from the first byte.");
    Optional<Path> file =
        config.optionalPath(
            "mail.authorities",
            "A file (PEM) with the certificates of authorities that may have signed the mail"
                + " server's, beside the well-known ones.");
    try {
      return new Protection(
          security, file.isPresent() ? MailAuthorities.read(file.get()) : List.of());
    } catch (MailAuthorities.Unreadable e) {
      config.mistake("mail.authorities", e.words());
      return new Protection(security, List.of());
    }
  }

  /**
   * How the way to the mail server is protected.
   *
   * @param authorities beside those that Java knows
   */
  public record Protection(MailSecurity security, List<X509Certificate> authorities) {
    public Protection {
      authorities = List.copyOf(authorities);
    }
  }

  /** Name and password at the mail server. The password is in no text form of it. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }
}
