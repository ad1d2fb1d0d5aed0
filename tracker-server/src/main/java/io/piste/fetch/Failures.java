package io.piste.fetch;

import io.piste.fetch.FetchProblem.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Which of our reasons an exception of the network is. */
final class Failures {
  private Failures() {}

  static FetchProblem problem(URI uri, IOException failure) {
    return new FetchProblem(kind(failure), uri.toString(), String.valueOf(failure.getMessage()));
  }

  private static Kind kind(IOException failure) {
    return switch (failure) {
      case GuardedNames.Forbidden forbidden -> Kind.PRIVATE;
      case UnknownHostException unknown -> Kind.NO_HOST;
      case SSLException untrusted -> Kind.UNTRUSTED;
      case InterruptedIOException slow -> Kind.TOO_SLOW;
      case SocketException away -> Kind.UNREACHABLE;
      default -> Kind.BROKEN;
    };
  }
}
