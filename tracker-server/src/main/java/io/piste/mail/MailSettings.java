package io.piste.mail;

import java.time.Duration;
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
    MailSecurity security,
    Optional<Login> login,
    Optional<String> greeting,
    int connections,
    Duration timeout) {

  /** Name and password at the mail server. The password is in no text form of it. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }
}
