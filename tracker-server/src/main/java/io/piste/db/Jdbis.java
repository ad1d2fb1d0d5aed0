package io.piste.db;

import io.piste.base.ConsentId;
import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;

/** Makes a Jdbi that knows how our types are stored. */
public final class Jdbis {
  private Jdbis() {}

  /**
   * Instant as BIGINT milliseconds; visitor ids, consent ids and UUIDs as BINARY(16); site and
   * contact ids as BIGINT; e-mail addresses as text.
   */
  public static Jdbi over(DataSource database) {
    return taught(Jdbi.create(database));
  }

  /** The same over one connection, which stays open and in its transaction. */
  public static Jdbi over(Connection connection) {
    return taught(Jdbi.create(connection));
  }

  private static Jdbi taught(Jdbi jdbi) {
    jdbi.setStatementBuilderFactory(connection -> new BulkStatements());
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(Jdbis::withoutParameters);
    number(jdbi, Instant.class, Instant::toEpochMilli, Instant::ofEpochMilli);
    number(jdbi, SiteId.class, SiteId::value, SiteId::new);
    number(jdbi, ContactId.class, ContactId::value, ContactId::new);
    bytes(jdbi, UUID.class, Function.identity(), Function.identity());
    bytes(jdbi, VisitorId.class, VisitorId::value, VisitorId::new);
    bytes(jdbi, ConsentId.class, ConsentId::value, ConsentId::new);
    argument(jdbi, EmailAddress.class, Types.VARCHAR, EmailAddress::value);
    jdbi.registerColumnMapper(
        EmailAddress.class,
        (row, column, context) -> read(row.getString(column), EmailAddress::new));
    return jdbi;
  }

  /** What goes to the log: never the parameters, which are people's data. */
  private static String withoutParameters(StatementException e) {
    StatementContext context = e.getStatementContext();
    return e.getShortMessage() + (context == null ? "" : " in " + context.getRawSql());
  }

  private static <T> void number(
      Jdbi jdbi, Class<T> type, Function<T, Long> write, Function<Long, T> read) {
    argument(jdbi, type, Types.BIGINT, write);
    jdbi.registerColumnMapper(type, (row, column, context) -> read(longOrNull(row, column), read));
  }

  private static <T> void bytes(
      Jdbi jdbi, Class<T> type, Function<T, UUID> write, Function<UUID, T> read) {
    argument(jdbi, type, Types.BINARY, write.andThen(Jdbis::bytesOf));
    jdbi.registerColumnMapper(
        type,
        (row, column, context) -> read(row.getBytes(column), bytes -> read.apply(uuidOf(bytes))));
  }

  /**
   * The values, the last one repeated up to a power of two: for {@code bindList} in statements that
   * are asked all the time. A statement with a list of another length is another one, which has to
   * be read anew.
   */
  public static <T> List<T> padded(Collection<? extends T> values) {
    List<T> padded = new ArrayList<>(values);
    if (!padded.isEmpty()) {
      int length = Math.max(1, Integer.highestOneBit(2 * padded.size() - 1));
      padded.addAll(Collections.nCopies(length - padded.size(), padded.getLast()));
    }
    return padded;
  }

  /** The 16 bytes that stand for the id in the tables, for plain JDBC. */
  public static byte[] bytesOf(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /** Reads back {@link #bytesOf}. */
  public static UUID uuidOf(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  private static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  // Jdbi's column mappers may answer null, though their signature does not say so.
  @SuppressWarnings("NullAway")
  private static <S, T> T read(@Nullable S stored, Function<S, T> read) {
    return stored == null ? null : read.apply(stored);
  }

  // Preparable, since Jdbi asks those first and would store an Instant as a timestamp.
  private static <T> void argument(Jdbi jdbi, Class<T> type, int sqlType, Function<T, ?> write) {
    ArgumentFactory.Preparable factory =
        (asked, config) ->
            asked.equals(type)
                ? Optional.of(
                    value -> stored(value == null ? null : write.apply(type.cast(value)), sqlType))
                : Optional.empty();
    jdbi.registerArgument(factory);
  }

  private static Argument stored(@Nullable Object value, int sqlType) {
    return (position, statement, context) -> {
      if (value == null) {
        statement.setNull(position, sqlType);
      } else {
        statement.setObject(position, value);
      }
    };
  }
}
