package io.piste.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.support.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Somebody in a drill who says who they are, allows mails and has a cart. Keeps what it sent, so
 * that it can send it all once more, as a browser does that never heard the answer.
 */
final class Shopper implements AutoCloseable {
  private final int number;
  private final Memory memory;
  private final Browser browser;
  private final String cart = "cart-" + UUID.randomUUID();
  private final List<String> batches = new ArrayList<>();
  private int steps;

  Shopper(int number, Memory memory, Browser browser) {
    this.number = number;
    this.memory = memory;
    this.browser = browser;
  }

  /** The shop's id of its cart. */
  String cart() {
    return cart;
  }

  /** How often the cart was changed; its {@code seq}. */
  int steps() {
    return steps;
  }

  /** Comes, allows everything and says who it is. */
  void arrive() throws InterruptedException {
    browser.accept();
    ObjectNode who = event("identify", "checkout");
    who.putObject("identify")
        .put("email", "shopper-%d@mail.example".formatted(number))
        .put("language", "en")
        .put("marketing", true);
    send(browser.batch(who));
  }

  /** Looks at a page and puts one more of it into the cart. */
  void goOn() throws InterruptedException {
    steps++;
    UUID id = UUID.randomUUID();
    String path = "drill/%d/%d/%s".formatted(number, steps, id);
    ObjectNode change = event("cart", path);
    ObjectNode content = change.putObject("cart");
    content.put("id", cart).put("seq", steps).put("currency", "EUR");
    content
        .putArray("lines")
        .addObject()
        .put("sku", "tea")
        .put("name", "Green tea")
        .put("quantity", steps)
        .put("price", 12.5);
    memory.sent.add("/" + path);
    if (send(browser.batch(Messages.page(id, path), change))) {
      memory.acknowledged.add("/" + path);
    }
  }

  /** Sends all of it again. */
  void repeatAll() throws InterruptedException {
    for (String batch : batches) {
      browser.send(batch);
    }
  }

  private boolean send(String batch) throws InterruptedException {
    batches.add(batch);
    return browser.send(batch);
  }

  private static ObjectNode event(String type, String path) {
    ObjectNode event = Messages.page(UUID.randomUUID(), path).put("t", type);
    event.remove("ti");
    return event;
  }

  @Override
  public void close() {
    browser.close();
  }
}
