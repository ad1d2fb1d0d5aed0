package io.piste.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that answers as it is told: politely by default. The answer {@link #SILENCE} lets
 * the client wait, {@link #HANG_UP} ends the connection.
 */
final class ScriptedSmtp implements AutoCloseable {
  static final String SILENCE = "silence";
  static final String HANG_UP = "hang up";

  /** Not a command: what is said when somebody connects, and when a mail's last dot came. */
  static final String GREETING = "greeting";

  static final String DOT = "dot";

  private static final Map<String, String> POLITE =
      Map.of(
          GREETING,
          "220 test",
          "EHLO",
          "250 test",
          "MAIL",
          "250 ok",
          "RCPT",
          "250 ok",
          "DATA",
          "354 go on",
          DOT,
          "250 taken",
          "NOOP",
          "250 ok",
          "RSET",
          "250 ok",
          "QUIT",
          "221 bye");

  private final ServerSocket socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>(POLITE);
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();

  ScriptedSmtp() throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  ScriptedSmtp on(String what, String answer) {
    answers.put(what, answer);
    return this;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How often somebody connected. */
  int connections() {
    return connections.get();
  }

  /** How many mails came to their last dot. */
  int taken() {
    return taken.get();
  }

  /** Ends every connection, as servers do after a while. */
  void hangUp() throws IOException {
    for (Socket each : open) {
      each.close();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> talk(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
      OutputStream out = client.getOutputStream();
      boolean goesOn = answer(out, GREETING);
      boolean inMail = false;
      while (goesOn) {
        @Nullable String line = in.readLine();
        if (line == null) {
          return;
        }
        if (inMail && line.equals(".")) {
          inMail = false;
          taken.incrementAndGet();
          goesOn = answer(out, DOT);
        } else if (!inMail) {
          String command = line.split(" ", -1)[0];
          goesOn = answer(out, command);
          inMail = command.equals("DATA") && String.valueOf(answers.get("DATA")).startsWith("354");
        }
      }
    } catch (IOException e) {
      // The other side went away: so do we.
    }
  }

  private boolean answer(OutputStream out, String what) throws IOException {
    String answer = answers.getOrDefault(what, "502 what?");
    if (answer.equals(HANG_UP)) {
      return false;
    }
    if (!answer.equals(SILENCE)) {
      out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
    return !what.equals("QUIT");
  }

  @Override
  public void close() throws IOException {
    socket.close();
    hangUp();
  }
}
