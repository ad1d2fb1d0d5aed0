package io.piste.bench;

import java.util.List;

/**
 * How many contacts and events are made. They are so many copies of a part that is really
 * projected; one copy, one percent of a full run, is projected once more to check the others.
 *
 * @param copies of the part
 * @param contacts of the part
 * @param events of the part, those of visitors whom nobody knows included
 * @param seed of all that is random
 * @param again whether what an earlier run made is made anew
 * @param turns of the runs that take turns, a multiple of four
 * @param rateAlone whether nothing is measured but the rate with rules
 */
record ProfilesPlan(
    int copies, int contacts, int events, long seed, boolean again, int turns, boolean rateAlone) {
  private static final int MOST_COPIES = 100;

  /** A part needs so many to look like a shop. */
  private static final int LEAST_CONTACTS = 1_000;

  private static final int CONTACTS = 1_000_000;
  private static final int EVENTS = 20_000_000;
  private static final int SHORT = 50;

  /** Rows of all tables with their indexes, for one event, a generous guess from a run. */
  private static final long BYTES = 900;

  /** What the words of the command line ask for. */
  static ProfilesPlan of(List<String> words) {
    boolean quick = words.contains("--short");
    long contacts = number(words, "--contacts", CONTACTS / (quick ? SHORT : 1));
    long events = number(words, "--events", EVENTS / (quick ? SHORT : 1));
    long seed = number(words, "--seed", 57);
    for (int i = 0; i < words.size(); i++) {
      boolean valued = List.of("--contacts", "--events", "--seed").contains(words.get(i));
      if (!valued && !List.of("--short", "--again", "--rate").contains(words.get(i))) {
        throw new DrillProblem(
            "profiles takes --short, --again, --rate, --contacts N, --events N, --seed N, not "
                + words.get(i));
      }
      i += valued ? 1 : 0;
    }
    check(contacts, events);
    int copies = Math.toIntExact(Math.min(MOST_COPIES, contacts / LEAST_CONTACTS));
    return new ProfilesPlan(
        copies,
        Math.toIntExact(contacts / copies),
        Math.toIntExact(events / copies),
        seed,
        words.contains("--again"),
        quick ? 4 : 8,
        words.contains("--rate"));
  }

  private static void check(long contacts, long events) {
    if (contacts < LEAST_CONTACTS || contacts > 10_000_000) {
      throw new DrillProblem("--contacts has to be from 1000 to 10000000, not " + contacts);
    }
    if (events < contacts * 5 || events > contacts * 1_000) {
      throw new DrillProblem("--events has to be from 5 to 1000 times the contacts, not " + events);
    }
  }

  private static long number(List<String> words, String name, long otherwise) {
    int at = words.indexOf(name);
    if (at < 0) {
      return otherwise;
    }
    try {
      return Long.parseLong(words.get(at + 1));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      throw new DrillProblem(name + " takes a whole number.");
    }
  }

  long allContacts() {
    return (long) contacts * copies;
  }

  long allEvents() {
    return (long) events * copies;
  }

  /** How many events are sent in one turn. */
  int eventsOfTurn() {
    return allEvents() >= EVENTS / 2 ? 60_000 : 20_000;
  }

  /** The copy that is projected again. */
  int checked() {
    return copies * 37 / 100;
  }

  /** Roughly what the tables take. */
  long bytes() {
    return allEvents() * BYTES + allContacts() * 2_000 + (1L << 30);
  }

  /** What two runs have to have in common for the second to use what the first made. */
  String sizes() {
    return "seed %d, %d copies of %d contacts and %d events"
        .formatted(seed, copies, contacts, events);
  }
}
