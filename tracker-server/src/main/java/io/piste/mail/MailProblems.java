package io.piste.mail;

import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in one line what went wrong with a mail server. */
final class MailProblems {
  private MailProblems() {}

  /** The server's words where it said any, else what the network did. */
  static String words(MessagingException problem) {
    Throwable root = problem;
    for (Throwable next = next(root); next != null; next = next(root)) {
      root = next;
      if (root instanceof SSLException) {
        return "encryption failed: " + oneLine(String.valueOf(root.getMessage()));
      }
    }
    return switch (root) {
      case UnknownHostException e -> "its name is not known: " + e.getMessage();
      case SocketTimeoutException e -> "no answer in time";
      case ConnectException e -> "connection refused";
      default -> oneLine(String.valueOf(root.getMessage()));
    };
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
