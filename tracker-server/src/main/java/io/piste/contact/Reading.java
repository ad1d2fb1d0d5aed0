package io.piste.contact;

import java.util.Optional;
import java.util.function.Function;

/** What came of reading a text that was typed or stood in a file. */
public sealed interface Reading {
  /** It is a value. */
  record Good(FieldValue value) implements Reading {}

  /** It is none. */
  record Bad(FieldFault fault) implements Reading {}

  static Reading text(String text) {
    return new Good(new FieldValue.Text(text));
  }

  static Reading bad(FieldFault.Kind kind, String detail) {
    return new Bad(new FieldFault(kind, detail));
  }

  /** The value, empty for a fault. */
  default Optional<FieldValue> asValue() {
    return this instanceof Good good ? Optional.of(good.value) : Optional.empty();
  }

  /** The fault, empty for a value. */
  default Optional<FieldFault> asFault() {
    return this instanceof Bad bad ? Optional.of(bad.fault) : Optional.empty();
  }

  /** Goes on with the text of a value; a fault stays. */
  default Reading then(Function<String, Reading> next) {
    return this instanceof Good good ? next.apply(good.value.text()) : this;
  }
}
