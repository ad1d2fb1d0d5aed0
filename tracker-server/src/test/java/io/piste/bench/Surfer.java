package io.piste.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Somebody who surfs in a drill: consents, looks at pages, and from time to time takes the consent
 * back and gives a new one.
 */
final class Surfer implements Runnable {
  private static final int MOST_PAGES = 3;

  /** One in so many requests is followed by a withdrawal. */
  private static final int WITHDRAWS = 60;

  private final int number;
  private final Surf surf;
  private final Memory memory;
  private final Browser browser;
  private final Random random;
  private int pages;

  Surfer(int number, Surf surf, Browser browser) {
    this.number = number;
    this.surf = surf;
    this.memory = surf.memory();
    this.browser = browser;
    this.random = new Random(number);
  }

  @Override
  public void run() {
    try (browser) {
      browser.accept();
      while (surf.goesOn()) {
        look(1 + random.nextInt(MOST_PAGES));
        if (random.nextInt(WITHDRAWS) == 0 && surf.goesOn()) {
          withdraw();
          browser.accept();
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
    if (browser.send(browser.batch(events.toArray(ObjectNode[]::new)))) {
      memory.acknowledged.addAll(paths);
    }
  }

  /** What is sent under a consent that was taken back must not be taken. */
  private void withdraw() throws InterruptedException {
    String former = browser.consent();
    String formerCookie = browser.cookie();
    if (!browser.withdraw()) {
      return;
    }
    memory.withdrawn.add(former);
    String path = "drill/withdrawn/" + UUID.randomUUID();
    try {
      Line.Answer answer = browser.sendAs(former, formerCookie, surf.page(UUID.randomUUID(), path));
      if (answer.status() == 204) {
        memory.takenAfterWithdrawal.increment();
      } else if (answer.status() != 403 && answer.status() != 503) {
        memory.unexpected(answer);
      }
    } catch (IOException e) {
      memory.unanswered.increment();
    }
  }
}
