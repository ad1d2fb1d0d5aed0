package io.piste.demo.mail;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.context.MethodValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the caught mails and shows one: as a mail program would, as text, or as it was sent. */
final class CatcherPage {
  private static final Logger LOG = LoggerFactory.getLogger(CatcherPage.class);
  private static final Pattern PATH = Pattern.compile("/mails/(\\d+)(/html|/text|/source)?");

  private final Letterbox letterbox;
  private final Handlebars templates =
      new Handlebars(new ClassPathTemplateLoader("/io/piste/demo/mail", ".hbs"));

  CatcherPage(Letterbox letterbox) {
    this.letterbox = letterbox;
  }

  void answer(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Matcher mail = PATH.matcher(path);
      if (path.equals("/")) {
        list(exchange, Optional.empty());
      } else if (path.equals("/count")) {
        send(exchange, "text/plain", Integer.toString(letterbox.all().size()));
      } else if (path.equals("/mails.css") || path.equals("/mails.js")) {
        asset(exchange, path.substring(1));
      } else if (mail.matches() && letterbox.number(Integer.parseInt(mail.group(1))).isPresent()) {
        show(
            exchange,
            letterbox.number(Integer.parseInt(mail.group(1))).get(),
            Optional.ofNullable(mail.group(2)).orElse(""));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The mail catcher could not answer {}", exchange.getRequestURI(), e);
    }
  }

  private void show(HttpExchange exchange, CaughtMail mail, String view) throws IOException {
    switch (view) {
      case "/html" -> {
        // Links leave the frame; scripts of a mail never run.
        exchange
            .getResponseHeaders()
            .set(
                "Content-Security-Policy",
                "sandbox allow-popups allow-popups-to-escape-sandbox; script-src 'none'");
        send(
            exchange,
            "text/html",
            mail.html().replaceFirst("(?i)<head[^>]*>", "$0<base target=\"_blank\">"));
      }
      case "/text" -> send(exchange, "text/plain", mail.text());
      case "/source" -> send(exchange, "text/plain", mail.source());
      default -> list(exchange, Optional.of(mail));
    }
  }

  private void list(HttpExchange exchange, Optional<CaughtMail> open) throws IOException {
    List<CaughtMail> newestFirst = new java.util.ArrayList<>(letterbox.all());
    Collections.reverse(newestFirst);
    List<Map<String, Object>> rows =
        newestFirst.stream()
            .map(
                mail ->
                    Map.<String, Object>of(
                        "number", mail.number(),
                        "head", mail.head(),
                        "open", open.isPresent() && open.get().number() == mail.number()))
            .toList();
    Context context =
        Context.newBuilder(
                Map.of(
                    "mails",
                    rows,
                    "count",
                    rows.size(),
                    "open",
                    open.map(List::of).orElse(List.of())))
            .resolver(MapValueResolver.INSTANCE, MethodValueResolver.INSTANCE)
            .build();
    send(exchange, "text/html", templates.compile("mails").apply(context));
  }

  private void asset(HttpExchange exchange, String name) throws IOException {
    try (InputStream in = CatcherPage.class.getResourceAsStream(name)) {
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      send(exchange, name.endsWith("css") ? "text/css" : "text/javascript", text);
    }
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
