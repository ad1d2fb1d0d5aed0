package io.piste.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.support.Messages;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A browser of a drill: its connection, its cookie and its consent. What is not answered as it
 * should be is sent again until the drill is over; every answer goes to the memory. Used by one
 * thread.
 */
final class Browser implements AutoCloseable {
  private static final String CONSENT = "/p/v1/consent";
  private static final String EVENTS = "/p/v1/e";
  private static final int AGAIN_AFTER_MILLIS = 300;

  private final String site;
  private final String hash;
  private final Memory memory;
  private final BooleanSupplier isOver;
  private final Line line;
  private String cookie = "";
  private String consent = "";

  /** {@code number} gives it a network of its own. */
  Browser(DrillServer server, String hash, int number, Memory memory, BooleanSupplier isOver) {
    this.site = server.site();
    this.hash = hash;
    this.memory = memory;
    this.isOver = isOver;
    this.line = new Line(server.port(), number);
  }

  /** The consent that it holds; empty for none. */
  String consent() {
    return consent;
  }

  /** Says yes to everything; false when the drill was over before that was taken. */
  boolean accept() throws InterruptedException {
    return choose("accept", Messages.EVERYTHING);
  }

  /** Takes its consent back. */
  boolean withdraw() throws InterruptedException {
    return choose("withdraw", List.of());
  }

  private boolean choose(String how, List<String> granted) throws InterruptedException {
    String previous = consent.isEmpty() ? null : consent;
    Line.Answer answer = until(200, CONSENT, Messages.choice(site, hash, how, granted, previous));
    if (answer == null) {
      return false;
    }
    String id = textOf(answer, "id");
    memory.choices.add(id);
    consent = granted.isEmpty() ? "" : id;
    cookie = answer.cookie("piste_visitor").orElse(granted.isEmpty() ? "" : cookie);
    return true;
  }

  /** What it would send of these events now; to be sent again as it is. */
  String batch(ObjectNode... events) {
    return Messages.batch(site, consent, events);
  }

  /** Sends a batch; false when the drill was over before it was taken. */
  boolean send(String batch) throws InterruptedException {
    return until(204, EVENTS, batch) != null;
  }

  /** Sends events once under a consent and a cookie of before, and hands over the answer. */
  Line.Answer sendAs(String formerConsent, String formerCookie, ObjectNode event)
      throws IOException {
    return line.post(EVENTS, formerCookie, Messages.batch(site, formerConsent, event));
  }

  /** The cookie that names its visitor; empty for none. */
  String cookie() {
    return cookie;
  }

  private Line.@Nullable Answer until(int status, String path, String body)
      throws InterruptedException {
    while (!isOver.getAsBoolean()) {
      long begun = System.nanoTime();
      try {
        Line.Answer answer = line.post(path, cookie, body);
        memory.waited((System.nanoTime() - begun) / 1_000_000);
        if (answer.status() == status) {
          return answer;
        }
        if (answer.status() == 503) {
          memory.refused.increment();
        } else {
          memory.unexpected(answer);
        }
      } catch (IOException e) {
        memory.unanswered.increment();
      }
      Thread.sleep(AGAIN_AFTER_MILLIS);
    }
    return null;
  }

  private static String textOf(Line.Answer answer, String field) {
    try {
      return Json.MAPPER.readTree(answer.body()).get(field).textValue();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
