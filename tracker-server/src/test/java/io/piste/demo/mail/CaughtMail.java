package io.piste.demo.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A mail as it arrived. {@code html} and {@code text} are empty when there is no such part; {@code
 * source} is the whole of it, as sent.
 */
public record CaughtMail(
    int number, Head head, List<String> headers, String html, String text, String source) {
  public CaughtMail {
    headers = List.copyOf(headers);
  }

  /** What a list shows. */
  public record Head(String from, String to, String subject, String date) {}

  static CaughtMail read(int number, byte[] source) throws MessagingException, IOException {
    MimeMessage message =
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source));
    List<String> headers = new ArrayList<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      headers.add(header.getName() + ": " + header.getValue().replaceAll("\\s+", " "));
    }
    return new CaughtMail(
        number,
        new Head(
            String.valueOf(message.getFrom()[0]),
            message.getHeader("To", ", "),
            String.valueOf(message.getSubject()),
            message.getHeader("Date", "")),
        headers,
        part(message, "text/html"),
        part(message, "text/plain"),
        new String(source, StandardCharsets.UTF_8));
  }

  /** The value of the first header of this name; empty when there is none. */
  public String header(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ": ";
    return headers.stream()
        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
        .map(header -> header.substring(start.length()))
        .findFirst()
        .orElse("");
  }

  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    if (part.isMimeType("multipart/*")) {
      Multipart parts = (Multipart) part.getContent();
      for (int i = 0; i < parts.getCount(); i++) {
        BodyPart inner = parts.getBodyPart(i);
        String found = part(inner, type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
