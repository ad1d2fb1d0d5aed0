package io.piste.db;

import com.fasterxml.jackson.core.JsonGenerator;
import io.piste.base.ContactId;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many rows for one statement: an array of arrays, which the statement takes apart by {@code
 * JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]', …))}. One statement with one text costs
 * the database a fraction of what as many statements do (docs/adr/0031-many-rows-in-one-text.md).
 * Ids of 16 bytes and other bytes are written as hexadecimal digits, for UNHEX. Not thread-safe.
 */
public final class JsonRows {
  private static final HexFormat HEX = HexFormat.of();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;
  private boolean empty = true;
  private boolean ended;

  /** None yet. */
  public JsonRows() {
    try {
      json = Json.MAPPER.createGenerator(text);
      json.writeStartArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row of one cell for each: the ids of visitors or contacts, or some words. */
  public static JsonRows of(Collection<?> cells) {
    JsonRows rows = new JsonRows();
    cells.forEach(rows::row);
    return rows;
  }

  /** One more row: texts, numbers, times, ids, bytes or null. */
  public JsonRows row(@Nullable Object... cells) {
    try {
      empty = false;
      json.writeStartArray();
      for (Object cell : cells) {
        write(cell);
      }
      json.writeEndArray();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(@Nullable Object cell) throws IOException {
    switch (cell) {
      case null -> json.writeNull();
      case String said -> json.writeString(said);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Instant time -> json.writeNumber(time.toEpochMilli());
      case ContactId id -> json.writeNumber(id.value());
      case VisitorId id -> json.writeString(hex(id.value()));
      case UUID id -> json.writeString(hex(id));
      case byte[] bytes -> json.writeString(HEX.formatHex(bytes));
      default ->
          throw new IllegalArgumentException("cannot write " + cell.getClass().getSimpleName());
    }
  }

  private static String hex(UUID id) {
    return HEX.toHexDigits(id.getMostSignificantBits())
        + HEX.toHexDigits(id.getLeastSignificantBits());
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return empty;
  }

  /** The text for the statement; no row can be added after. */
  @Override
  public String toString() {
    try {
      if (!ended) {
        json.writeEndArray();
        json.flush();
        ended = true;
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
