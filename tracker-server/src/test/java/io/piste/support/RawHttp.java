package io.piste.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTTP request, written by hand: the JDK's client does not let a test choose Host, and adds
 * headers of its own. Says what a person's browser says of itself, unless told otherwise.
 */
public final class RawHttp {
  /** A person's, or so it says. */
  public static final String FIREFOX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private final int port;
  private final String method;
  private final String path;
  private final List<String> headers = new ArrayList<>();
  private String host = "127.0.0.1";
  private byte[] body = {};
  private int announced = -1;

  private RawHttp(int port, String method, String path) {
    this.port = port;
    this.method = method;
    this.path = path;
  }

  /** Any method, to a server on this machine. */
  public static RawHttp of(int port, String method, String path) {
    return new RawHttp(port, method, path);
  }

  /** A GET to a server on this machine. */
  public static RawHttp get(int port, String path) {
    return new RawHttp(port, "GET", path);
  }

  /** A POST of text/plain. */
  public static RawHttp post(int port, String path, String body) {
    RawHttp post = new RawHttp(port, "POST", path).header("Content-Type", "text/plain");
    post.body = body.getBytes(StandardCharsets.UTF_8);
    return post;
  }

  /** The host that the request names. */
  public RawHttp host(String name) {
    host = name;
    return this;
  }

  /** What it carries. */
  public RawHttp body(String text) {
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** Says that the body has so many bytes, and sends what there is. */
  public RawHttp announcing(int bytes) {
    announced = bytes;
    return this;
  }

  /** One more header. */
  public RawHttp header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  /** Sends it and reads the whole answer. */
  public Answer send() throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append("\r\nConnection: close\r\nContent-Length: ")
        .append(announced < 0 ? body.length : announced)
        .append("\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    addUnlessSaid(head, "User-Agent", FIREFOX);
    addUnlessSaid(head, "Accept-Language", "en-GB,en;q=0.5");
    head.append("\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      request.writeBytes(body);
      return Answer.read(exchange(socket, request.toByteArray()));
    }
  }

  /** Who refuses a long body may do so before all of it was sent, and what is said counts. */
  private static byte[] exchange(Socket socket, byte[] request) throws IOException {
    SocketException refused = null;
    try {
      socket.getOutputStream().write(request);
    } catch (SocketException e) {
      refused = e;
    }
    byte[] answer = socket.getInputStream().readAllBytes();
    if (refused != null && answer.length == 0) {
      throw refused;
    }
    return answer;
  }

  private void addUnlessSaid(StringBuilder head, String name, String value) {
    if (headers.stream().noneMatch(header -> header.startsWith(name + ":"))) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
  }

  /** What came back. */
  public record Answer(int status, List<String> headers, String body) {
    /** Reads a whole answer. */
    public static Answer read(byte[] bytes) {
      String all = new String(bytes, StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      List<String> head = List.of(all.substring(0, end).split("\r\n", -1));
      int status = Integer.parseInt(head.getFirst().split(" ", -1)[1]);
      return new Answer(status, head.subList(1, head.size()), all.substring(end + 4));
    }

    /** All values of a header. */
    public List<String> all(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return headers.stream()
          .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(header -> header.substring(prefix.length()).strip())
          .toList();
    }

    /** The value of a header that stands once, or empty. */
    public Optional<String> header(String name) {
      return all(name).stream().findFirst();
    }

    /** The Set-Cookie line of a cookie. */
    public Optional<String> setCookie(String name) {
      return all("Set-Cookie").stream().filter(line -> line.startsWith(name + "=")).findFirst();
    }
  }
}
