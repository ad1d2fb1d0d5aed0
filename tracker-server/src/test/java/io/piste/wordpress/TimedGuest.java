package io.piste.wordpress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A browser whose requests are timed, from the connection to the last byte of the answer. Each has
 * a connection of its own; cookies are kept. Used by one thread.
 */
final class TimedGuest {
  private static final int PATIENCE_MILLIS = 20_000;

  private final String host;
  private final String marks;
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private int port;

  /** An answer with the time that it took. */
  record Answer(int status, double millis, String head) {}

  /**
   * @param host as the site calls itself, with its port
   * @param marks header lines that each request carries
   */
  TimedGuest(String host, String marks, Map<String, String> cookies) {
    this.host = host;
    this.marks = marks;
    this.cookies.putAll(cookies);
  }

  /** Where the site is served from now on. */
  TimedGuest at(int servedAt) {
    port = servedAt;
    return this;
  }

  Answer get(String path) throws IOException {
    return send("GET " + path, "", "");
  }

  Answer post(String path, Map<String, String> form) throws IOException {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send("POST " + path, "application/x-www-form-urlencoded", body);
  }

  Answer json(String path, String body) throws IOException {
    return send("POST " + path, "application/json", body);
  }

  private Answer send(String line, String type, String body) throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    String kept =
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    String head =
        line
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\nAccept-Encoding: identity\r\nUser-Agent: Mozilla/5.0\r\n"
            + (kept.isEmpty() ? "" : "Cookie: " + kept + "\r\n")
            + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
            + (type.isEmpty() ? "" : "Content-Length: " + content.length + "\r\n")
            + marks
            + "\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    request.writeBytes(content);
    long start = System.nanoTime();
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      socket.getOutputStream().write(request.toByteArray());
      answer = read(socket.getInputStream());
    }
    double millis = (System.nanoTime() - start) / 1e6;
    String answered = answer.substring(0, Math.max(0, answer.indexOf("\r\n\r\n")));
    answered.lines().forEach(this::keep);
    return new Answer(Integer.parseInt(answer.split(" ", 3)[1]), millis, answered);
  }

  private static String read(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private void keep(String header) {
    if (header.regionMatches(true, 0, "Set-Cookie: ", 0, 12)) {
      String[] pair = header.substring(12).split(";", 2)[0].split("=", 2);
      if (pair.length == 2 && !pair[0].startsWith("wordpress_")) {
        cookies.put(pair[0], pair[1]);
      }
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
