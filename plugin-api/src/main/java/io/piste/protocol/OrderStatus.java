package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far an order has come, as the shop says. */
public enum OrderStatus {
  /** It was placed and nobody knows yet whether it will be paid. */
  PLACED,
  /** The money is there, or promised by somebody whom the shop believes. */
  PAID,
  /** The shop has done its part. */
  COMPLETED,
  /** Nothing comes of it. */
  CANCELLED,
  /** It was not paid. */
  FAILED,
  /** All of the money went back. */
  REFUNDED;

  /** The word in JSON and in the tables. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a word. */
  public static Optional<OrderStatus> of(String word) {
    return Arrays.stream(values()).filter(status -> status.word().equals(word)).findFirst();
  }

  /** Whether it says that the order was paid once. */
  public boolean isPaid() {
    return this == PAID || this == COMPLETED || this == REFUNDED;
  }
}
