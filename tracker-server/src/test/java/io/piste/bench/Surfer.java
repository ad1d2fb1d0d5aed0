package io.piste.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.support.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One browser of a drill: it consents, looks at pages, sends again what was not answered, and from
 * time to time takes its consent back and gives a new one. Every answer goes to the memory.
 */
final class Surfer implements Runnable {
  private static final String CONSENT = "/p/v1/consent";
  private static final String EVENTS = "/p/v1/e";
  private static final int AGAIN_AFTER_MILLIS = 300;
  private static final int MOST_PAGES = 3;

  /** One in so many requests is followed by a withdrawal. */
  private static final int WITHDRAWS = 60;

  private final int number;
  private final Surf surf;
  private final Memory memory;
  private final Line line;
  private final Random random;
  private String cookie = "";
  private String consent = "";
  private int pages;

  Surfer(int number, Surf surf) {
    this.number = number;
    this.surf = surf;
    this.memory = surf.memory();
    this.line = new Line(surf.port(), number);
    this.random = new Random(number);
  }

  @Override
  public void run() {
    try (line) {
      choose("accept", Messages.EVERYTHING);
      while (surf.goesOn()) {
        look(1 + random.nextInt(MOST_PAGES));
        if (random.nextInt(WITHDRAWS) == 0 && surf.goesOn()) {
          withdraw();
          choose("accept", Messages.EVERYTHING);
        }
        surf.pause((MOST_PAGES + 1) / 2.0, random);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(int count) throws InterruptedException {
    List<String> paths = new ArrayList<>();
    List<ObjectNode> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UUID id = UUID.randomUUID();
      String path = "drill/%d/%d/%s".formatted(number, pages++, id);
      paths.add("/" + path);
      events.add(surf.page(id, path));
    }
    memory.sent.addAll(paths);
    String body = Messages.batch(surf.site(), consent, events.toArray(ObjectNode[]::new));
    if (until(204, EVENTS, body) != null) {
      memory.acknowledged.addAll(paths);
    }
  }

  /** What is sent under a consent that was taken back must not be taken. */
  private void withdraw() throws InterruptedException {
    String former = consent;
    String formerCookie = cookie;
    if (choose("withdraw", List.of()) == null) {
      return;
    }
    memory.withdrawn.add(former);
    String path = "drill/withdrawn/" + UUID.randomUUID();
    String body = Messages.batch(surf.site(), former, surf.page(UUID.randomUUID(), path));
    cookie = formerCookie;
    try {
      Line.Answer answer = line.post(EVENTS, cookie, body);
      if (answer.status() == 204) {
        memory.takenAfterWithdrawal.increment();
      } else if (answer.status() != 403 && answer.status() != 503) {
        memory.unexpected(answer);
      }
    } catch (IOException e) {
      memory.unanswered.increment();
    }
    cookie = "";
  }

  private Line.@Nullable Answer choose(String how, List<String> granted)
      throws InterruptedException {
    String previous = consent.isEmpty() ? null : consent;
    Line.Answer answer =
        until(200, CONSENT, Messages.choice(surf.site(), surf.hash(), how, granted, previous));
    if (answer != null) {
      String id = textOf(answer, "id");
      memory.choices.add(id);
      consent = granted.isEmpty() ? "" : id;
      cookie = answer.cookie("piste_visitor").orElse(granted.isEmpty() ? "" : cookie);
    }
    return answer;
  }

  /** Null when the drill ended before there was such an answer. */
  private Line.@Nullable Answer until(int status, String path, String body)
      throws InterruptedException {
    while (!surf.isOver()) {
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
}
