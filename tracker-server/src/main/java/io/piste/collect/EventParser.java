package io.piste.collect;

import io.piste.base.JsonStream;
import io.piste.base.ProblemCode;
import io.piste.protocol.Event;
import java.util.List;

/**
 * Reads the body of a request. Whatever the body is, it answers a {@link Batch} whose texts,
 * numbers and sizes are within the limits of docs/protocol.md, or throws a {@link
 * io.piste.base.Problem} (BAD_JSON, BAD_EVENT) that names the path of what is wrong. Stateless.
 */
final class EventParser {
  private static final int MOST_EVENTS = 50;
  private static final int MOST_SITE = 40;
  private static final int MOST_CONSENT = 100;
  private static final int MOST_TOKEN = 2_000;

  private EventParser() {}

  /** Reads one, in UTF-8. */
  static Batch parse(byte[] body) {
    try (JsonStream in = JsonStream.open(body, ProblemCode.BAD_EVENT)) {
      return batch(in);
    }
  }

  private static Batch batch(JsonStream in) {
    String site = null;
    String consent = null;
    String token = null;
    long sent = 0;
    List<Event> events = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "s" -> site = in.text(MOST_SITE);
        case "c" -> consent = in.optionalText(MOST_CONSENT);
        case "v" -> token = in.optionalText(MOST_TOKEN);
        case "sent" -> sent = in.wholeNumber(1, EventDraft.LAST_TIME);
        case "e" -> events = events(in);
        default -> in.skip();
      }
    }
    in.end();
    return new Batch(
        in.neededText(site, "s", MOST_SITE),
        consent,
        token,
        in.neededNumber(sent, "sent", 1, EventDraft.LAST_TIME),
        in.needed(events, "e", "a list of objects"));
  }

  private static List<Event> events(JsonStream in) {
    List<List<Event>> events = in.objects(MOST_EVENTS, EventDraft::read);
    if (events.isEmpty()) {
      throw in.wrong("at least one event");
    }
    if (events.size() == 1) {
      return events.getFirst();
    }
    return events.stream().flatMap(List::stream).toList();
  }
}
