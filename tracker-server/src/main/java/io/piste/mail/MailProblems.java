package io.piste.mail;

import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line what went wrong with a mail server, and where it helps what to do. */
final class MailProblems {
  /** As the mail library and Java say it; there are no types for these. */
  private static final String NO_STARTTLS = "STARTTLS is required";

  private static final String NO_TLS = "Unsupported or unrecognized SSL message";
  private static final String OTHER_NAME = ".*No (subject alternative|name).*";

  private MailProblems() {}

  /** The server's words where it said any, else what the network did. */
  static String words(MessagingException problem) {
    Throwable root = problem;
    for (Throwable next = next(root); next != null; next = next(root)) {
      root = next;
      if (root instanceof SSLException encryption) {
        return "encryption failed: " + words(encryption);
      }
    }
    String words = oneLine(String.valueOf(root.getMessage()));
    if (words.startsWith(NO_STARTTLS)) {
      return "it offers no encryption: set mail.security to tls for a server that encrypts from the"
          + " first byte, or to none for one on this machine";
    }
    return switch (root) {
      case UnknownHostException e -> "its name is not known: " + e.getMessage();
      case SocketTimeoutException e -> "no answer in time";
      case ConnectException e -> "connection refused";
      default -> words;
    };
  }

  private static String words(SSLException problem) {
    String words = oneLine(String.valueOf(problem.getMessage()));
    if (words.equals(NO_TLS)) {
      return "it does not encrypt from the first byte: set mail.security to starttls, or mail.port"
          + " to the one for tls, often 465";
    }
    for (Throwable e = problem; e != null; e = e.getCause()) {
      switch (e) {
        case CertPathBuilderException unknown -> {
          return "nobody we know has signed its certificate: name the file with the certificate of"
              + " the one who did in mail.authorities, or give the server another certificate";
        }
        case CertificateExpiredException over -> {
          return "its certificate is out of date: renew it at the mail server";
        }
        case CertificateNotYetValidException early -> {
          return "its certificate is not valid yet: look at the clocks of both machines";
        }
        default -> {}
      }
    }
    return words.matches(OTHER_NAME)
        ? "its certificate is for another name: set mail.host to the name in it"
        : words;
  }

  private static @Nullable Throwable next(Throwable problem) {
    if (problem instanceof MessagingException messaging && messaging.getNextException() != null) {
      return messaging.getNextException();
    }
    return problem.getCause();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
