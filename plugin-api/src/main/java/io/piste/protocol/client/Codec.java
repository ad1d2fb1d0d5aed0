package io.piste.protocol.client;

import java.io.IOException;

/**
 * JSON as the program at hand reads and writes it; with Jackson two lines:
 *
 * <pre>{@code
 * byte[] write(Object value) throws IOException { return mapper.writeValueAsBytes(value); }
 * <T> T read(byte[] json, Class<T> type) throws IOException { return mapper.readValue(json, type); }
 * }</pre>
 *
 * Fields that a record does not have are to be ignored: the API may answer more one day.
 */
public interface Codec {
  /** A record of the contract as JSON in UTF-8. */
  byte[] write(Object value) throws IOException;

  /** JSON in UTF-8 as a record of the contract. */
  <T> T read(byte[] json, Class<T> type) throws IOException;
}
