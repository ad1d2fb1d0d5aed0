package io.piste.collect;

import io.piste.base.JsonStream;
import io.piste.protocol.Event;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event while it is read. What a field means may depend on the type, which senders write among
 * the first fields; an event that names it late is read twice.
 */
final class EventDraft {
  /** The end of the year 9999: later times would not fit where times are written out. */
  static final long LAST_TIME = 253_402_300_799_999L;

  private static final int MOST_URL = 2_000;
  private static final int MOST_TITLE = 2_000;
  private static final int KEPT_TITLE = 300;

  private @Nullable EventType type;
  private final boolean typeIsFinal;
  private boolean passedOver;
  private @Nullable UUID id;
  private long at;
  private @Nullable String u;
  private @Nullable String title;
  private @Nullable String referrer;
  private @Nullable String language;
  private EventType.@Nullable Maker payload;

  private EventDraft(@Nullable EventType type) {
    this.type = type;
    this.typeIsFinal = type != null;
  }

  /** Reads the event whose object was just entered. */
  static List<Event> read(JsonStream in) {
    long begin = in.here();
    EventDraft draft = new EventDraft(null);
    draft.readFields(in);
    EventType type = in.needed(draft.type, "t", EventType.ANY);
    if (!draft.passedOver) {
      return draft.events(in, type);
    }
    return in.again(
        begin,
        same -> {
          EventDraft known = new EventDraft(type);
          known.readFields(same);
          return known.events(same, type);
        });
  }

  private void readFields(JsonStream in) {
    while (in.nextField()) {
      switch (in.name()) {
        case "id" -> id = uuid(in);
        case "t" -> readType(in);
        case "at" -> at = in.wholeNumber(1, LAST_TIME);
        case "u" -> u = in.text(MOST_URL);
        default -> readOfType(in);
      }
    }
  }

  private void readType(JsonStream in) {
    if (typeIsFinal) {
      in.skip();
      return;
    }
    EventType read = EventType.read(in);
    passedOver |= type != null && !type.equals(read);
    type = read;
  }

  private void readOfType(JsonStream in) {
    String name = in.name();
    if (type == null) {
      passedOver = true;
      in.skip();
    } else if (type.keepsPayloadIn(name)) {
      payload = type.payload(in);
    } else if (type.mayHave(name)) {
      readBeside(name, in);
    } else {
      in.skip();
    }
  }

  private void readBeside(String name, JsonStream in) {
    switch (name) {
      case "ti" -> title = title(in);
      case "r" -> referrer = PayloadParser.address(in);
      default -> language = PayloadParser.language(in);
    }
  }

  /** A title too long is no reason to lose a view. */
  private static @Nullable String title(JsonStream in) {
    String title = in.optionalLine(MOST_TITLE);
    return title == null ? null : PlainText.cut(title, KEPT_TITLE);
  }

  private static UUID uuid(JsonStream in) {
    String text = in.text(36);
    if (!isUuid(text)) {
      throw in.wrong("a UUID, such as 01890a5d-ac96-774b-bcce-b302099a8057");
    }
    return UUID.fromString(text);
  }

  /** {@link UUID#fromString} takes much else, such as 1-1-1-1-1. */
  private static boolean isUuid(String text) {
    boolean fits = text.length() == 36;
    for (int i = 0; fits && i < 36; i++) {
      char c = text.charAt(i);
      fits =
          switch (i) {
            case 8, 13, 18, 23 -> c == '-';
            default -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
          };
    }
    return fits;
  }

  private List<Event> events(JsonStream in, EventType known) {
    EventHead head =
        new EventHead(
            in.needed(id, "id", "a text of 1 to 36 characters"),
            in.neededNumber(at, "at", 1, LAST_TIME),
            in.neededText(u, "u", MOST_URL),
            title,
            referrer,
            language);
    return known.made(in, head, payload);
  }
}
