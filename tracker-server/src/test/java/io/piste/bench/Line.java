package io.piste.bench;

import io.piste.support.TestTracker;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A browser's connection to the tracker, kept open from request to request and made anew when it
 * broke. The JDK's client costs the machine more than the server that is to be watched. Used by one
 * thread.
 */
final class Line implements AutoCloseable {
  /** Longer than the server lets anybody wait. */
  private static final int PATIENCE_MILLIS = 30_000;

  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  record Answer(int status, List<String> headers, String body) {
    Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst();
    }

    /** The value of a cookie that is set to something. */
    Optional<String> cookie(String name) {
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("set-cookie: " + name + "="))
          .map(line -> line.substring(line.indexOf('=') + 1, line.indexOf(';')))
          .filter(value -> !value.isEmpty())
          .findFirst();
    }
  }

  private record Open(Socket socket, InputStream in) {}

  private final int port;
  private final String address;
  private @Nullable Open open;

  /** {@code number} gives the browser a network of its own. */
  Line(int port, int number) {
    this.port = port;
    this.address = "11.%d.%d.7".formatted(number >> 8 & 0xff, number & 0xff);
  }

  Answer get(String path) throws IOException {
    return send("GET", path, "", "");
  }

  Answer post(String path, String cookie, String body) throws IOException {
    return send("POST", path, cookie, body);
  }

  /** An {@link IOException} says that nobody knows what became of the request. */
  private Answer send(String method, String path, String cookie, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(500);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(TestTracker.TRACKER_HOST).append("\r\n");
    head.append("Origin: ").append(TestTracker.ORIGIN).append("\r\n");
    head.append("User-Agent: ").append(BROWSER).append("\r\n");
    head.append("Accept: */*\r\nAccept-Language: en\r\nAccept-Encoding: identity\r\n");
    head.append("X-Forwarded-For: ").append(address).append("\r\n");
    head.append("Content-Type: text/plain;charset=UTF-8\r\n");
    head.append("Content-Length: ").append(content.length).append("\r\n");
    if (!cookie.isEmpty()) {
      head.append("Cookie: piste_visitor=").append(cookie).append("\r\n");
    }
    head.append("\r\n");
    boolean answered = false;
    try {
      Open line = connected();
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      request.writeBytes(content);
      line.socket().getOutputStream().write(request.toByteArray());
      Answer answer = read(line.in());
      answered = answer.header("Connection").filter("close"::equalsIgnoreCase).isEmpty();
      return answer;
    } finally {
      if (!answered) {
        close();
      }
    }
  }

  private Open connected() throws IOException {
    Open line = open;
    if (line == null) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      line = new Open(socket, new BufferedInputStream(socket.getInputStream()));
      open = line;
    }
    return line;
  }

  private static Answer read(InputStream in) throws IOException {
    String first = line(in);
    List<String> headers = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      headers.add(line);
    }
    Answer head = new Answer(Integer.parseInt(first.split(" ", -1)[1]), headers, "");
    int length = head.header("Content-Length").map(Integer::parseInt).orElse(0);
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the answer ended early");
    }
    return new Answer(head.status(), headers, new String(body, StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() {
    Open line = open;
    open = null;
    if (line != null) {
      try {
        line.socket().close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
