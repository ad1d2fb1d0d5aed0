package io.piste.automation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What people really did, drawn at random: they take turns at browsers, and whoever fills a cart or
 * orders says in the same turn who it is. So a tracker that knows all of it can know whose cart it
 * is, or that it cannot be sure.
 */
final class Script {
  /** What is done. */
  enum Deed {
    LOOK,
    SIGN_IN,
    TYPE,
    FILL,
    EMPTY,
    ORDER
  }

  /**
   * One deed.
   *
   * @param key of the cart or the order
   * @param number of the snapshot
   */
  record Act(int browser, int person, double minute, Deed deed, String key, int number) {}

  private final Random random;
  private final List<Act> acts = new ArrayList<>();
  private final Map<Integer, String> openCart = new HashMap<>();
  private double minute;
  private int count;

  private Script(Random random) {
    this.random = random;
  }

  /** Two people take turns at two browsers. */
  static List<Act> shared(Random random) {
    Script script = new Script(random);
    for (int turn = 3 + random.nextInt(4); turn > 0; turn--) {
      script.turn(random.nextInt(2), random.nextInt(2));
    }
    return script.acts;
  }

  /** The first two browsers are one person's, the third another's; nobody else touches them. */
  static List<Act> apart(Random random) {
    Script script = new Script(random);
    for (int turn = 3 + random.nextInt(4); turn > 0; turn--) {
      int browser = random.nextInt(3);
      script.turn(browser, browser / 2);
    }
    return script.acts;
  }

  private void turn(int browser, int person) {
    minute += 1 + random.nextInt(random.nextBoolean() ? 10 : 60);
    boolean signsIn = random.nextBoolean();
    if (signsIn) {
      add(browser, person, Deed.SIGN_IN, "");
    }
    boolean typesFirst = !signsIn && random.nextBoolean();
    if (typesFirst) {
      add(browser, person, Deed.TYPE, "");
    }
    look(browser, person);
    for (int i = random.nextInt(3); i > 0; i--) {
      fill(browser, person);
    }
    boolean orders = random.nextInt(3) == 0;
    if (!signsIn && !typesFirst) {
      add(browser, person, Deed.TYPE, "");
    }
    if (orders) {
      look(browser, person);
      add(browser, person, Deed.ORDER, "o" + count);
      // The shop begins a new cart for everybody who is at an end with the old one.
      openCart.clear();
    }
  }

  private void look(int browser, int person) {
    if (random.nextBoolean()) {
      add(browser, person, Deed.LOOK, random.nextBoolean() ? "/teas/x" : "/checkout");
    }
  }

  private void fill(int browser, int person) {
    // Whoever sits down finds the cart that somebody left in this browser, or begins another.
    if (random.nextInt(4) == 0) {
      openCart.remove(browser);
    }
    String key = openCart.computeIfAbsent(browser, any -> "c" + count);
    add(browser, person, random.nextInt(8) == 0 ? Deed.EMPTY : Deed.FILL, key);
  }

  private void add(int browser, int person, Deed deed, String key) {
    minute += 0.5 + random.nextInt(5);
    count++;
    acts.add(new Act(browser, person, minute, deed, key, count));
  }
}
