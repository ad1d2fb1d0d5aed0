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
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
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
  static final String STARTTLS = "STARTTLS";

  private static final Map<String, String> POLITE =
      Map.ofEntries(
          Map.entry(GREETING, "220 test"),
          Map.entry("EHLO", "250 test"),
          Map.entry(STARTTLS, "220 go on"),
          Map.entry("AUTH", "235 welcome"),
          Map.entry("MAIL", "250 ok"),
          Map.entry("RCPT", "250 ok"),
          Map.entry("DATA", "354 go on"),
          Map.entry(DOT, "250 taken"),
          Map.entry("NOOP", "250 ok"),
          Map.entry("RSET", "250 ok"),
          Map.entry("QUIT", "221 bye"));

  private final ServerSocket socket;
  private final Map<String, String> answers = new ConcurrentHashMap<>(POLITE);
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final List<String> overheard = new CopyOnWriteArrayList<>();
  private final @Nullable SSLContext identity;
  private final boolean encryptsAtOnce;

  ScriptedSmtp() throws IOException {
    this(null, false);
  }

  private ScriptedSmtp(@Nullable SSLContext identity, boolean encryptsAtOnce) throws IOException {
    this.identity = identity;
    this.encryptsAtOnce = encryptsAtOnce;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Encrypts from the first byte. */
  static ScriptedSmtp withTls(SSLContext identity) throws IOException {
    return new ScriptedSmtp(identity, true);
  }

  /** Starts in the clear and encrypts when it is told to. */
  static ScriptedSmtp withStartTls(SSLContext identity) throws IOException {
    return new ScriptedSmtp(identity, false).on("EHLO", "250-test\r\n250 STARTTLS");
  }

  ScriptedSmtp on(String what, String answer) {
    answers.put(what, answer);
    return this;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What was said in the clear, line by line. */
  List<String> overheard() {
    return List.copyOf(overheard);
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
    try (client) {
      if (encryptsAtOnce) {
        converse(encrypt(client), true);
      } else {
        converse(client, false);
      }
    } catch (IOException e) {
      // The other side went away, or does not trust us: so do we.
    }
  }

  private void converse(Socket client, boolean encrypted) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    OutputStream out = client.getOutputStream();
    boolean greeted = encrypted && !encryptsAtOnce;
    boolean goesOn = greeted || answer(out, GREETING);
    boolean inMail = false;
    while (goesOn) {
      @Nullable String line = in.readLine();
      if (line == null) {
        return;
      }
      if (!encrypted) {
        overheard.add(line);
      }
      if (inMail && line.equals(".")) {
        inMail = false;
        taken.incrementAndGet();
        goesOn = answer(out, DOT);
      } else if (!inMail) {
        String command = line.split(" ", -1)[0];
        goesOn = answer(out, command);
        inMail = command.equals("DATA") && said("DATA").startsWith("354");
        if (command.equals(STARTTLS) && said(STARTTLS).startsWith("220")) {
          converse(encrypt(client), true);
          return;
        }
      }
    }
  }

  private Socket encrypt(Socket client) throws IOException {
    SSLSocket encrypted =
        (SSLSocket)
            Objects.requireNonNull(identity).getSocketFactory().createSocket(client, null, true);
    encrypted.startHandshake();
    return encrypted;
  }

  private String said(String what) {
    return answers.getOrDefault(what, "502 what?");
  }

  private boolean answer(OutputStream out, String what) throws IOException {
    String answer = said(what);
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
