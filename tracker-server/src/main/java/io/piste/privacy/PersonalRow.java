package io.piste.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * A row as people read it: columns by the names of JSON, times (columns that end in {@code _at}) as
 * text in UTC, ids as UUIDs, JSON as JSON. Columns without a value are left out.
 */
final class PersonalRow {
  private PersonalRow() {}

  static Map<String, Object> read(ResultSet row, StatementContext context) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, Object> told = new LinkedHashMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = row.getObject(i);
      if (value != null) {
        String column = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
        told.put(name(column), told(column, value));
      }
    }
    return told;
  }

  private static Object told(String column, Object value) {
    return switch (value) {
      case byte[] bytes when bytes.length == 16 -> {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        yield new UUID(buffer.getLong(), buffer.getLong()).toString();
      }
      case byte[] bytes -> HexFormat.of().formatHex(bytes);
      case Long millis when column.endsWith("_at") -> Instant.ofEpochMilli(millis).toString();
      case String json when column.endsWith("_json") -> Json.read(json, JsonNode.class);
      default -> value;
    };
  }

  private static String name(String column) {
    String[] words = column.replaceAll("_json$", "").split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      if (!words[i].isEmpty()) {
        name.append(Character.toUpperCase(words[i].charAt(0))).append(words[i].substring(1));
      }
    }
    return name.toString();
  }
}
