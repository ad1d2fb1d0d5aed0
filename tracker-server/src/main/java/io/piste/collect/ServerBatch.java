package io.piste.collect;

import io.piste.base.JsonStream;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.protocol.Event;
import io.piste.site.Site;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a shop's server sends: events, each of which stands for itself.
 *
 * @param visitor who they are of, where an event does not say
 * @param sent the server's time when it sent, in milliseconds since 1970
 */
record ServerBatch(@Nullable String visitor, long sent, List<Item> items) {
  ServerBatch {
    items = List.copyOf(items);
  }

  private static final int MOST_EVENTS = 1_000;
  private static final int MOST_ID = 100;
  private static final int MOST_VISITOR = 2_000;

  /**
   * One event as it was read.
   *
   * @param id as it was sent, where it can be read
   * @param events none when there is a problem
   */
  record Item(
      @Nullable String id,
      @Nullable String visitor,
      List<Event> events,
      @Nullable Problem problem) {
    Item {
      events = List.copyOf(events);
    }
  }

  private record Label(@Nullable String id, @Nullable String visitor) {}

  /**
   * Throws a {@link Problem} for what is wrong with the whole; what is with one event stays in it.
   */
  static ServerBatch parse(byte[] body) {
    try (JsonStream in = JsonStream.open(body, ProblemCode.BAD_EVENT)) {
      String visitor = null;
      long sent = 0;
      List<Item> items = null;
      while (in.nextField()) {
        switch (in.name()) {
          case "v" -> visitor = in.optionalText(MOST_VISITOR);
          case "sent" -> sent = in.wholeNumber(1, EventDraft.LAST_TIME);
          case "e" -> items = in.list(MOST_EVENTS, "objects", ServerBatch::item);
          default -> in.skip();
        }
      }
      in.end();
      return new ServerBatch(
          visitor,
          in.neededNumber(sent, "sent", 1, EventDraft.LAST_TIME),
          some(in, in.needed(items, "e", "a list of objects")));
    }
  }

  /** One of them, as if it had come alone. */
  Batch of(Item item, Site site) {
    String named = item.visitor() == null ? visitor : item.visitor();
    return new Batch(site.publicId(), null, named, sent, item.events());
  }

  private static List<Item> some(JsonStream in, List<Item> items) {
    if (items.isEmpty()) {
      throw in.wrong("e", "at least one event");
    }
    return items;
  }

  private static Item item(JsonStream in) {
    Function<Problem, Item> otherwise = problem -> new Item(null, null, List.of(), problem);
    return in.orElse(ServerBatch::readItem, otherwise);
  }

  private static Item readItem(JsonStream in) {
    in.object();
    long begin = in.here();
    Item read =
        in.orElse(
            object -> new Item(null, null, EventDraft.read(object), null),
            problem -> new Item(null, null, List.of(), problem));
    Label label = in.again(begin, ServerBatch::label);
    return new Item(label.id(), label.visitor(), read.events(), read.problem());
  }

  /** Of what is wrong too, so that the sender knows which one it was. */
  private static Label label(JsonStream in) {
    String id = null;
    String visitor = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "id" -> id = in.orElse(value -> value.optionalText(MOST_ID), problem -> null);
        case "v" -> visitor = in.orElse(value -> value.optionalText(MOST_VISITOR), problem -> null);
        default -> in.skip();
      }
    }
    return new Label(id, visitor);
  }
}
